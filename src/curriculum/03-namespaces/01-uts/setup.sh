# An earlier try may have renamed the machine itself.
hostname drydock
