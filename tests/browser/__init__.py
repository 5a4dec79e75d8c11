import pytest

# So that their assertions tell what differed, as a test's own do.
pytest.register_assert_rewrite("tests.browser.esitys", "tests.browser.paatos", "tests.browser.palvelut")
