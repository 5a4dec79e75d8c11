"""Mail kept in the portal instead of sent (settings: ``POSTI_SAILYTETAAN``)."""

from django.core.mail.backends.base import BaseEmailBackend

from tyollisyysalue import kello
from tyollisyysalue.models import SailytettyViesti


class SailyttavaBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        SailytettyViesti.objects.bulk_create(
            SailytettyViesti(
                aika=kello.nyt(),
                lahettaja=message.from_email,
                vastaanottajat=", ".join(message.recipients()),
                aihe=message.subject,
                teksti=message.body,
            )
            for message in email_messages
        )
        return len(email_messages)
