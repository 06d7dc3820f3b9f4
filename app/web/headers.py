"""Security and caching headers on every answer: nothing inline, nothing foreign, pages never stored."""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

HSTS = "max-age=31536000; includeSubDomains"
FOREVER = "public, max-age=31536000, immutable"
NEVER = "no-store"


def install_headers(app: Flask, *, hsts: bool) -> None:
    """Put the headers on every answer of `app`; `hsts` outside demo and tests, where the site has https."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in SECURITY_HEADERS.items():
            response.headers[name] = value
        if hsts:
            response.headers["Strict-Transport-Security"] = HSTS
        versioned = request.endpoint == "static" and response.status_code in (200, 206, 304)
        response.headers["Cache-Control"] = FOREVER if versioned else NEVER
        return response


def whitenoise_headers(headers: dict[str, str], path: str, url: str) -> None:
    """The same headers for files that WhiteNoise serves before Flask sees the request."""
    headers.update(SECURITY_HEADERS)
