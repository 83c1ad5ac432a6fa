"""Discord on a loopback port, for bots that run as processes: REST, gateway and the people who ask."""
