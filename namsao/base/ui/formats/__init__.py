"""FORMAT_MODULE_PATH: how dates and numbers are written on staff screens."""
