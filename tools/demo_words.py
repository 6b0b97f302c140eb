"""Names and words of the demo council. Every family name is put together, so nobody bears it."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN_NAMES = _words(
    """Ada Alan Alice Amina Amit Anna Arthur Asha Barry Beatrice Bella Bernard Beth Bilal Brenda
    Brian Callum Carmen Carol Cedric Chloe Clara Clive Connor Cora Daisy Dawn Denise Derek Diana
    Dina Dominic Doris Dorota Duncan Edith Edwin Eileen Elena Elsie Emeka Erin Ernest Esme Ewan
    Fatima Felix Fiona Flora Frank Freya Gareth George Gina Gloria Gordon Grace Gwen Hamid Harriet
    Hattie Hazel Hector Helen Hilda Hugo Ian Ida Imogen Ines Iris Isaac Ivy Jack Jane Jasmin Jean
    Jerome Joan Joel Jonas Josie Joyce Judith Julia Kamal Karim Kasia Kate Keith Kofi Lara Leah
    Len Leo Lila Linus Lois Lorna Lucy Luke Lydia Mabel Maeve Magda Malik Maria Mark Marta Maud
    Maya Mei Mick Mina Mohan Molly Morag Nadia Naomi Nell Niall Nina Noor Norah Olive Omar Oscar
    Owen Padma Pat Paula Pearl Percy Peter Petra Polly Priya Rafal Ravi Rita Robin Rosa Rowan Ruby
    Ruth Sadia Sally Samir Sanjay Sara Saul Selma Shirin Sid Simon Sofia Stan Stella Sunil Sylvia
    Tamsin Tariq Ted Theo Tilda Tobias Tom Una Ursula Vera Victor Viola Walter Wendy Wilf Wiola
    Yasmin Yusuf Zainab Zofia"""
)
FIRST_PARTS = _words(
    """Amber Apple Barley Bramble Brindle Clover Copper Curlew Drift Ember Feather Fern
    Flint Gorse Harbour Heron Honey Lantern Larch Lichen Mallow Marsh Meadow Mist Moss Otter
    Pebble Petal Plover Quill Reed Ripple River Saffron Samphire Sedge Skylark Sorrel Sparrow
    Starling Tansy Teasel Thistle Tawny Willow Winter Wren Yarrow"""
)
LAST_PARTS = _words(
    """beam bloom brook dell drift feather fold gate glade glow haven hollow lantern light meadow
    mere path quill reach rest ridge shore song spring stile stream thorn tide vale wood"""
)
LANGUAGES = (None,) * 22 + ("pl", "pl", "lt", "pt", "ro", "easy", "easy", "easy")

BASES = ("Fenland House", "Lighthouse Yard", "Millrace Court", "Staithe Rooms")
JOB_TITLES = (
    "Social worker",
    "Senior social worker",
    "Assistant practitioner",
    "Occupational therapist",
    "Mental health practitioner",
)

# What, outcomes, provider, method, unit, pence for one, likely hundredths a week, what it is for.
Support = tuple[str, str, str, str, str, int, tuple[int, ...], str]
SUPPORTS: tuple[Support, ...] = (
    (
        "Home support: routine, meals, medication prompts",
        "A1 A2 A6",
        "Fenbridge Home Support",
        "council_managed",
        "hour",
        2700,
        (200, 350, 450, 700, 1050),
        "Help at home in the morning and evening: getting up, meals, taking your medicine.",
    ),
    (
        "Personal assistant: getting out, college",
        "A8 A9",
        "Employed by you",
        "direct_payment",
        "hour",
        1710,
        (400, 600, 800, 1000, 1200),
        "Wages and costs of somebody you employ to go out with you, to college or to groups.",
    ),
    (
        "Recovery group",
        "A7 A9",
        "Wensum Recovery Hub",
        "isf",
        "session",
        3200,
        (100, 200),
        "A place in the group. You can swap it for another group of the same provider.",
    ),
    (
        "Day opportunities",
        "A8 A9",
        "Saltlantern Day Club",
        "council_managed",
        "session",
        4850,
        (100, 200, 300),
        "A day at the club, with lunch and the journey there.",
    ),
    (
        "Help to keep your home",
        "A5 A6",
        "Tidegate Floating Support",
        "council_managed",
        "hour",
        2480,
        (100, 150, 200),
        "Help with letters, bills and your tenancy.",
    ),
    (
        "Somebody there at night",
        "A3 A5",
        "Plovermere Nights",
        "council_managed",
        "night",
        9850,
        (100, 200, 300),
        "Somebody who sleeps in your home and can be woken.",
    ),
    (
        "A break for the person who looks after you",
        "A7",
        "Curlewhaven Breaks",
        "council_managed",
        "hour",
        2350,
        (300, 400),
        "Somebody stays with you while the person who looks after you has time for themselves.",
    ),
    (
        "Art and music sessions",
        "A7 A9",
        "Driftquill Arts",
        "direct_payment",
        "session",
        2675,
        (100, 200),
        "Sessions, materials and the bus fare.",
    ),
    (
        "Help to look after your child",
        "A10",
        "Wrenfold Family Support",
        "council_managed",
        "hour",
        2520,
        (200, 300),
        "Somebody beside you at bath time and bedtime.",
    ),
)
HOUSING: Support = (
    "Supported housing: a flat with staff in the building",
    "A5 A6",
    "Harbourlight Support",
    "council_managed",
    "week",
    11850,
    (100,),
    "Staff who help you to run your own home: cooking, bills, neighbours.",
)

LATE_REASONS = (
    "Your worker has been ill. A colleague has taken over and will ring you this week.",
    "We wait for a letter from the hospital.",
    "More people than usual have asked for help. We are working through the list.",
    "The provider you chose has no free place yet. We have asked two others.",
    "We need one more paper about your money. We wrote to you about it.",
    "The meeting where this is decided was put off by a week.",
)
NOTES = (
    "You can have somebody with you when we meet.",
    "We will meet at your home.",
    "Please have your bank statements ready.",
    "You will get a copy in the post.",
    "We spoke on the phone and agreed the next step.",
)
CHANGE_REASONS = (
    "You asked for a second day at the group.",
    "Your needs were looked at again and you need more help in the morning.",
    "Prices went up in April. Your support stays the same.",
    "You told us that you no longer want the night support. We wrote to you about it.",
)
