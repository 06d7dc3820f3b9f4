"""The permissions of Kracht.Wonen by name."""

DECIDE = "krachtwonen.decide"
"""Permission to decide on situations, the waiting list and offers."""
MANAGE = "krachtwonen.stay"
"""Permission to give and end places."""
MEDICAL = "krachtwonen.medical"
"""Permission to handle referrals to the recovery stay, with what is medical about them."""
