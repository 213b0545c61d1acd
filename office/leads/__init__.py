"""The leads room: a request for a VA becomes a lead, is matched, offered, answered and introduced, and is asked after."""
