"""The trail of every change and every consultation: chained, and without personal detail."""
