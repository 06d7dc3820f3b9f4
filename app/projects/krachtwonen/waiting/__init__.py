"""Who comes first and who is offered what: the list, its rankings, overrides and offers."""
