"""Where everything on a picture lies: values in, places out; templates draw them."""
