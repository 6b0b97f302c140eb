"""The council's four colours, and the contrast they must have."""

from typing import Self

from pydantic import Field, model_validator

from portal.core.council.table import Colour, Table

WHITE = "#ffffff"
READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3 (AA), for text of ordinary size


class Brand(Table):
    """Colours that the council lays over the portal's own."""

    brand: Colour = Field(description="Header band, buttons, the current stage. White on it.")
    brand_pale: Colour = Field(description='The panel that says "what is happening".')
    ink: Colour = Field(description="Text.")
    edge: Colour = Field(description="The page behind the white paper.")

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        pairs = [("brand", WHITE, "white"), ("ink", WHITE, "white")]
        pairs += [("ink", self.brand_pale, "brand_pale"), ("ink", self.edge, "edge")]
        pairs += [("brand", self.brand_pale, "brand_pale"), ("brand", self.edge, "edge")]
        for name, other, other_name in pairs:
            ratio = contrast(getattr(self, name), other)
            if ratio < READABLE:
                raise ValueError(
                    f"must have a contrast of at least {READABLE}:1 between {name} and"
                    f" {other_name}, and has {ratio:.2f}:1"
                )
        return self


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 works it out: from 1 (the same) to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
