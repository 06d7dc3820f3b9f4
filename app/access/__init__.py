"""Who may do what: permissions as data, the actor, the guard over routes, the scope of queries, the unit of work."""
