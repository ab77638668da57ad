"""The domain as data, loaded once into frozen types."""
