"""One module for each format that can be imported; each turns files into rows and knows nothing of the registry."""
