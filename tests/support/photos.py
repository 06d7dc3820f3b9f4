"""A photo as a telephone makes it: with its place, device and a thumbnail of its own, and something behind its end."""

from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

PLACE = (b"Cameramerk Zeehond", b"2091:05:17", b"GPS of elsewhere", b"behind the end")


def photo(kind):
    """The bytes of a small photo, held sideways; every trace of PLACE is in it."""
    picture = Image.radial_gradient("L").resize((64, 48)).convert("RGB")
    kept, exif = BytesIO(), Image.Exif()
    exif[Base.Make], exif[Base.DateTime], exif[Base.Orientation] = "Cameramerk Zeehond", "2091:05:17 10:00:00", 6
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (50.0, 49.0, 41.0)})
    if kind == "JPEG":
        picture.save(kept, kind, exif=exif, comment=PLACE[2], progressive=True, icc_profile=b"colours of a test")
    else:
        texts = PngInfo()
        texts.add_text("Comment", PLACE[2].decode())
        texts.add_itxt("XML:com.adobe.xmp", PLACE[2].decode())
        picture.save(kept, kind, exif=exif, pnginfo=texts)
    return kept.getvalue() + PLACE[3]
