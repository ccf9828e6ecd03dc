"""Programs that may stand on the machine beside us. Bytes in, bytes out; reading and reporting both use them."""
