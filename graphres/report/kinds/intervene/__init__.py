"""What interventions show: levers side by side, at one probability or several."""

#: The name of no intervention at all.
BASELINE = "none"

CAUTION = (
    "Effects of counter-messages, floods and crowds follow from assumptions, not findings. Who is "
    "chosen has a position in this network; that describes no conduct."
)
HOSTILE = (
    "Floods and crowds are brigading and mass reporting: they break platform rules and are used "
    "against minorities. This shows harm and error, and is no plan."
)
