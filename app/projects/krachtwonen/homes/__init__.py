"""The places themselves: units, what they have and cost, when they are out of use."""
