// SPDX-License-Identifier: LGPL-2.1-or-later
// The command lines of attach, list, press, insert and detach; none of these comes as far as the kernel.
#include "../check.hpp"
#include "../served.hpp"

using namespace test;

TEST(theCommandsAreExplained) {
    for (const auto &words :
         std::vector<std::vector<std::string>>{{"--help"}, {"attach", "--help"}, {"detach", "-h"}}) {
        const Ended help = runProgram(words);
        EXPECT_EQ(help.status, 0);
        for (const char *part :
             {"virtual-recorder attach [--log FILE] PATH", "virtual-recorder list", "virtual-recorder press NAME",
              "virtual-recorder insert NAME PATH", "virtual-recorder detach [--force] NAME... | --all"}) {
            EXPECT(contains(help.output, part));
        }
    }
}

TEST(aCommandLineThatIsNotUnderstoodIsNamed) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"attach"}, "The folder of a disc is needed."},
        {{"attach", "a", "b"}, "The folder of a disc is needed."},
        {{"attach", "--loud", "d"}, "“--loud”"},
        {{"attach", "--log"}, "After --log, the name of a file is missing."},
        {{"attach", "d?speed=4"}, "“speed”"},
        {{"list", "vr0"}, "“list”"},
        {{"press"}, "The name of an attached recorder is needed"},
        {{"press", "vr0", "vr1"}, "The name of an attached recorder is needed"},
        {{"press", "--hard", "vr0"}, "“--hard”"},
        {{"insert", "vr0"}, "the folder of a disc are needed"},
        {{"insert", "vr0", "d?medium="}, "“medium”"},
        {{"detach"}, "The name of an attached recorder is needed"},
        {{"detach", "--all", "vr0"}, "not both"},
        {{"detach", "--force=yes", "vr0"}, "“--force=yes”"},
    };
    for (const auto &[words, part] : cases) {
        const Ended ended = runProgram(words);
        EXPECT_EQ(ended.status, 2);
        EXPECT(contains(ended.errors, part));
        EXPECT(contains(ended.errors, "Try: virtual-recorder --help"));
        EXPECT_EQ(ended.output, "");
    }
}

TEST(whatIsNoAttachedRecorderIsNamed) {
    for (const auto &words : std::vector<std::vector<std::string>>{{"press", "sr0"}, {"insert", "vr", "d"}}) {
        const Ended ended = runProgram(words);
        EXPECT_EQ(ended.status, 1);
        EXPECT(contains(ended.errors, "“" + words[1] + "” is no attached recorder"));
    }
}
