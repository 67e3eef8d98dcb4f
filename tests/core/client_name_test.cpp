// SPDX-License-Identifier: LGPL-2.1-or-later
// Which names a client may have.
#include "check.hpp"
#include "recorder/recorder.hpp"

namespace {

using burnish::isValidClientName;

TEST(usual_names_are_valid) {
    EXPECT(isValidClientName("burnish"));
    EXPECT(isValidClientName("My Backup 2.0, (beta)"));
    EXPECT(isValidClientName(".,-_()'&!+=@#$%"));
    EXPECT(isValidClientName("x"));
}

TEST(length_is_1_to_63) {
    EXPECT(!isValidClientName(""));
    EXPECT(isValidClientName(std::string(63, 'a')));
    EXPECT(!isValidClientName(std::string(64, 'a')));
}

TEST(blanks_alone_are_no_name) {
    EXPECT(!isValidClientName(" "));
    EXPECT(!isValidClientName("     "));
    EXPECT(isValidClientName(" a "));
}

TEST(each_other_character_is_refused) {
    const std::string allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-_()'&!+=@#$%";
    for (int value = 0; value < 256; ++value) {
        const char character = static_cast<char>(value);
        const bool expected = allowed.find(character) != std::string::npos;
        EXPECT_EQ(isValidClientName(std::string("a") + character), expected);
    }
}

}  // namespace
