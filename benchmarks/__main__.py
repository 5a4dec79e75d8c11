"""``python -m benchmarks``: measurements as ratios to what they are compared with; status 1 if one is over its bar."""

import os
import sys

import django


def main():
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyollisyysalue.settings")
    django.setup()
    from benchmarks import luettelot, pdf, tilastot  # noqa: PLC0415 -- need the settings

    rows = [*pdf.measurements(), *luettelot.measurements(), *tilastot.measurements()]
    print("| measured | compared with | median | compared | ratio | bar |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for row in rows:
        print(
            f"| {row.measured} | {row.compared_with} | {' | '.join(row.amounts)} | {row.ratio:.2f} | {row.bar:.2f} |"
        )
    return int(any(row.ratio > row.bar for row in rows))


if __name__ == "__main__":
    sys.exit(main())
