"""What the reach of messages shows: hops, groups, and who carries a message on."""
