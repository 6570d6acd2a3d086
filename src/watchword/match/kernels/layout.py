"""What do the numbers in the flat arrays mean? Positions, flags and codes that the inner loops share.

Nothing runs here.
"""

from __future__ import annotations

# A record, in int8: form length, sound length, flags, rarity, number of groups, coarse length; the groups (two
# cells each, bit 64 of the first set for nicknames); the letters of the form, of the sound, of the coarse sound.
HEADER = 6
VOWELLESS, NUMERIC, JOINED, RESPELLED, SYLLABIC, PINYIN = 1, 2, 4, 8, 16, 32  # Han or Hangul; Han
WOMAN = 64  # a woman's given name that is a man's with another ending
# First letters of a listed body's words, as one word; and a word of a query that may stand for such. Words written as one
# are no number, so that these need no cell of their own.
FIRST_LETTERS = JOINED | NUMERIC
STANDS_FOR = FIRST_LETTERS | WOMAN
WHOLE = 3 << 6  # a joined span, in the index, that covers all of its name
SHORT_FORM = 64  # in the first cell of a group
LONGEST = 60  # letters of a form or a sound
LONGEST_JOIN = 3  # neighbouring tokens written as one: up to this many

# How two tokens agree; the low four bits of an agreement, the rest being its value in thousandths.
EXACT, VARIANT, NICKNAME, INITIAL, SOUND, SPELLING, CUT, ACRONYM = 1, 2, 3, 4, 5, 6, 7, 8

# Positions in the array of parameters.
(P_EDIT, P_VARIANT, P_NICKNAME, P_INITIAL, P_CUT, P_LEAST, P_COMMON, P_ABSENT_QUERY, P_ABSENT_LISTED,
 P_DISPUTED, P_CONFLICT, P_NUMBER, P_ROLE, P_SINGLE, P_JOINED, P_FULL, P_SERVANT, P_THIN,
 P_ENOUGH, P_ORDER, P_JOINED_LEAST, P_INITIAL_REST, P_FIRST, P_COARSE, P_LOOSE,
 P_RARE, P_TURNED, P_VARIED, P_ACRONYM, P_OFFICE) = range(30)  # fmt: skip

HASH, FACTOR = (1 << 55) - 1, 131  # hashes stay below 2**55; what a letter multiplies them by
# Keys stand in 2**bits buckets, by the first bits of their hash times MIX; the bits that follow are their tag.
MIX, TAG = 0x1E3779B97F4A7C15, 8
SOUND_ROW = 7  # a digraph's length, its letters (up to four), its sounds (up to two)
NEAR_FULL, SEEN_FULL, NAMES_FULL, RESULTS_FULL = 1, 2, 3, 4  # what `search` ran out of
MAX = 64  # longest form, sound, and number of spans
INSERT = 128 * 128  # where the costs of one letter more stand in a table of costs
LOOSE = INSERT + 128  # where the table begins for a script without vowels against one with them
# Tables of what is heard, in hundredths of a bit: a letter for another, then a letter more behind each other one (behind
# 0 at the beginning): a listed letter inside of a word, one that ends it, one of the query inside, one that ends it.
HEARD_HAN = 2 * LOOSE
HEARD = 5 * INSERT  # length of such a table; the one for other scripts follows that for Han


# Rows of an explanation: what happened, place in the query, place in the listed name, agreement, points (ten-thousandths
# of similarity), the most it could have given, and the weight that agrees. A place is its first position, and how many
# more positions there are times 64; -1 is none.
PAIR, QUERY_ONLY, LISTED_ONLY, CONFLICT, NUMBERS, ROLES, ALONE, ORDER, THIN, FIRST = range(1, 11)
ROW = 7

# Weight from which a listed core word is firm: where the contradiction of two such words keeps any name below the
# cutoff, names are sought by the heaviest firm word of theirs.
FIRM = 35
BLOCK = 6  # two to the power of so many listed tokens are told by how far their records begin behind the first one
MARKS = 1 << 12  # cells in which the neighbours of a query are marked, by the last bits of their tokens
MARKED, CODES = 30, 1 << 6  # bits of a mark, as many positions can it tell apart; what it can tell of one
WIDE = 1 << 16  # cells by the last bits of tokens for queries that touch so many names that MARKS are too few
# Listed names, at most. In a posting, above the name, stand the bits by which the cells of its two words in a WIDE table
# differ from those in MARKS.
NAMES, FURTHER, SECOND_FURTHER = 1 << 24, 24, 28
# What a posting of a single word tells of the two heaviest other words of its name: the cell of each, how heavy it is
# (three bits each: see `marks.grade`), whether there are more, and whether the posting's own word is the heaviest.
SECOND, GRADE, SECOND_GRADE, MORE, LEADS = 12, 24, 27, 1 << 30, 1 << 31
GRADED, FIRM_GRADE = 7, 3

# Classes of a position, as conflicts see it.
SILENT, DECIDES, COUNTS = 0, 1, 2  # 0 cannot conflict; 1 a core token; 2 a number

# What is remembered of a piece of a name: cells of its row, one each for what follows.
PIECE = 6
EDGES, COUNT, OWN_NAMES, INNER, LAST = (
    1,
    2,
    3,
    4,
    5,
)  # how it may begin (and, times 4, end) an acronym; its words; names among
# them, or LETTERS where some may be spelled; where its words stand before other pieces, and at the end of a name
LETTERS = -1
# In its first cell, how it hangs together with others: the first five are those of text.ties. Then: all its words are held,
# so that what earlier ones open goes on; it has no word; none of its words can carry a name; one of them is respelled; it
# may begin with a high office.
HELD, TAKES_LAST, OPENS, TITLED, ALL, PASSES, EMPTY, QUIET, RESPELLS, OFFICE = (1 << bit for bit in range(10))
STRETCH = 3  # cells of pieces that were parsed together: where their words stand, how many they are, and of them:
LOUD, SPELLED = 1, 2  # one can carry a name, one is respelled
FATHER_CELL, CORE_CELL = 1, 2  # the last bits of a remembered word; the others are its number
MOST_PIECES, MOST_WORDS, WORDS = 20, 60, 256  # of a name: pieces, words of them, words that these may stand for
# Where the words of a name end, when it has none: some are not remembered, it is read as a whole, it may be an acronym.
LACKS, WHOLE_NAME, DOUBTFUL = -1, -2, -3
