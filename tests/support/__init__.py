"""What the tests stand on: databases of both engines, applications, people and browsers."""
