// SPDX-License-Identifier: LGPL-2.1-or-later
// Text as characters: what is UTF-8 and what is not, what a text file says, composition.
#include "cd/unicode.hpp"
#include "check.hpp"

namespace cd = burnish::cd;
using namespace std::string_view_literals;

TEST(utf8_is_read_as_the_standard_has_it) {
    EXPECT(cd::charactersOf("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8E\xB5") == U"aä€🎵");
    EXPECT(cd::charactersOf("") == U"");
    // Cut short, a byte that only follows, overlong, a surrogate, beyond Unicode.
    for (const auto bytes : {"\xC3"sv, "\xE2\x82"sv, "\x80"sv, "\xC0\x80"sv, "\xE0\x80\xA0"sv, "\xED\xA0\x80"sv,
                             "\xF4\x90\x80\x80"sv, "\xFF"sv, "\xC3("sv}) {
        EXPECT(!cd::charactersOf(bytes));
    }
    EXPECT_EQ(cd::utf8Of(U"aä€🎵"), "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8E\xB5");
}

TEST(a_text_file_tells_its_encoding) {
    EXPECT(cd::textOfFile("\xEF\xBB\xBFgr\xC3\xBCn") == "grün");
    EXPECT(cd::textOfFile("gr\xC3\xBCn") == "grün");
    EXPECT(cd::textOfFile("gr\xFCn \x93x\x94 \x80") == "grün “x” €");
    EXPECT(cd::textOfFile("\xFF\xFEg\0\xFC\0<\xD8\xB5\xDF"sv) == "gü🎵");
    EXPECT(cd::textOfFile("\xFE\xFF\0g\0\xFC\xD8<\xDF\xB5"sv) == "gü🎵");
    EXPECT(!cd::textOfFile("\xFF\xFEg"sv));
    EXPECT(!cd::textOfFile("\xFF\xFE<\xD8g\0"sv));  // half a character
    EXPECT(!cd::textOfFile("\xFF\xFE\xB5\xDF"sv));
}

TEST(marks_join_their_letters) {
    EXPECT(cd::composed(U"a\u0308 e\u0301 Z\u0307") == U"ä é Ż");
    EXPECT(cd::composed(U"e\u0323\u0302") == U"\u1EC7");  // ẹ, then ệ
    EXPECT(cd::composed(U"\u304B\u3099") == U"\u304C");
    EXPECT(cd::composed(U"q\u0308\u0308x") == U"q\u0308\u0308x");
    EXPECT(cd::composed(U"\u0308") == U"\u0308");
    EXPECT_EQ(cd::withoutMark(U'ệ'), U'ẹ');
    EXPECT_EQ(cd::withoutMark(U'x'), U'x');
    EXPECT_EQ(cd::asciiFor(U'ß'), "ss");
    EXPECT_EQ(cd::asciiFor(U'ﬂ'), "fl");
    EXPECT(cd::asciiFor(U'音').empty());
}
