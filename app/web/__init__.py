"""Everything between a request and the rooms of the house: layout, forms, components, guard wiring."""
