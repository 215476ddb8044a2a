"""Makes a picture anew: turned the way it was meant, and without what the camera wrote into it (place, time, device, owner)."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import pi_heif
from PIL import Image, ImageOps

MOST_PIXELS = 40_000_000
_JPEG_QUALITY = 90
_FORMATS = {"jpg": "JPEG", "png": "PNG", "heic": "HEIF"}
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, RuntimeError, Image.DecompressionBombError)

pi_heif.register_heif_opener()


class PictureTrouble(Exception):
    """The picture cannot be taken; `code` is too_many_pixels or broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def made_anew(file: BinaryIO, media: str) -> tuple[str, BinaryIO]:
    """Return the kind and content of the picture as it is kept; HEIC becomes JPEG, which every office program opens.

    The size is looked at before a pixel is unpacked. Colours keep their profile; comments, camera data and further
    frames do not come along.

    Raises:
        PictureTrouble: more than forty million pixels, or no whole picture.
    """
    try:
        with Image.open(file, formats=(_FORMATS[media],)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureTrouble("too_many_pixels")
            profile = picture.info.get("icc_profile")
            upright = ImageOps.exif_transpose(picture)
            return _written(upright, "png" if media == "png" else "jpg", profile)
    except Image.DecompressionBombWarning as bomb:
        raise PictureTrouble("too_many_pixels") from bomb
    except _BROKEN as broken:
        raise PictureTrouble("broken") from broken


def _written(picture: Any, media: str, profile: object) -> tuple[str, BinaryIO]:
    out = io.BytesIO()
    more = {"icc_profile": profile} if isinstance(profile, bytes) else {"icc_profile": None}
    if media == "png":
        plain = picture if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16") else picture.convert("RGBA")
        bare = Image.new(plain.mode, plain.size)
        if plain.mode == "P" and plain.palette is not None:
            bare.putpalette(plain.palette)
        bare.paste(plain)
        if "transparency" in plain.info and plain.mode in ("P", "L", "RGB"):
            bare.info["transparency"] = plain.info["transparency"]
        bare.save(out, "PNG", **more)
    else:
        plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        plain.info = {}
        plain.save(out, "JPEG", quality=_JPEG_QUALITY, exif=b"", **more)
    out.seek(0)
    return media, out
