"""The matching engine: who suits which vacancy, and why. It knows no Django and no database."""
