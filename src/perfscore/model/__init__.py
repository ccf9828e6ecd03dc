"""The nouns that cross folders: frozen data, standard library only, no file format."""
