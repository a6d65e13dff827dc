"""Public lists read from files into the database; every load may be repeated and then changes nothing."""
