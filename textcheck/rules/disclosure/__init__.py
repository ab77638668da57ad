"""D6xx: what must be published and said."""
