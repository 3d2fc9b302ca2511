"""Zip files with every field in the writer's hand, true or not."""
import copy, struct, zlib


class Entry:
    def __init__(self, name, data, method=8, level=6, **lies):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.named_method, self.crc, self.size = method, zlib.crc32(data), len(data)
        if method == 8:
            c = zlib.compressobj(level, zlib.DEFLATED, -15)
            data = c.compress(data) + c.flush()
        self.data, self.packed, self.flags, self.at = data, len(data), 0, None
        for field, value in lies.items():
            setattr(self, field, value)

    def renamed(self, name, **lies):
        other = copy.copy(self)
        other.name = name.encode()
        for field, value in lies.items():
            setattr(other, field, value)
        return other

    def fields(self):
        return struct.pack('<HHHHHIIIHH', 20, self.flags, self.named_method, 0, 33, self.crc, self.packed, self.size, len(self.name), 0)


def archive(entries, directory=None, count=None):
    """@directory: the entries it lists, when these are not all; an entry with `at` set claims to be there"""
    out = bytearray()
    places = {}
    for e in entries:
        places[id(e)] = len(out)
        out += b'PK\3\4' + e.fields() + e.name + e.data
    begin = len(out)
    listed = entries if directory is None else directory
    for e in listed:
        at = places.get(id(e), 0) if e.at is None else e.at
        out += b'PK\1\2' + struct.pack('<H', 20) + e.fields() + struct.pack('<HHHII', 0, 0, 0, 0, at) + e.name
    n = min(len(listed) if count is None else count, 65535)
    out += struct.pack('<4sHHHHIIH', b'PK\5\6', 0, 0, n, n, len(out) - begin, begin, 0)
    return bytes(out)
