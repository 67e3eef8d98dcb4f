// SPDX-License-Identifier: LGPL-2.1-or-later
// The program: its command line, the protocol byte by byte, several clients, the log, and how it ends.
#include "check.hpp"
#include "served.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>

using namespace test;

namespace {

constexpr const char *TestUnitReady = "00 00 00 00 00 00";
constexpr const char *Inquiry = "12 00 00 00 24 00";
constexpr const char *TakeExclusive = "01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
constexpr const char *ReleaseExclusive = "01 03 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
constexpr const char *AskHolder = "01 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00";

struct Place {
    TemporaryFolder folder;
    std::string socket = folder.file("socket");
    std::string disc = folder.file("disc");
};

Bytes bytes(std::initializer_list<int> values) {
    return {values.begin(), values.end()};
}

std::string text(const Bytes &bytes) {
    return {bytes.begin(), bytes.end()};
}

std::vector<nlohmann::json> lines(const std::string &file) {
    std::ifstream in(file);
    std::vector<nlohmann::json> all;
    for (std::string line; std::getline(in, line);) {
        all.push_back(nlohmann::json::parse(line));
    }
    return all;
}

}  // namespace

TEST(theCommandLineIsExplained) {
    const Ended help = runProgram({"--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT(contains(help.output, "virtual-recorder serve [--log FILE] SOCKET PATH"));
    EXPECT_EQ(help.errors, "");
    EXPECT_EQ(runProgram({"--version"}).output, "virtual-recorder 0.1.0\n");
}

TEST(whatIsNotUnderstoodIsNamed) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{}, "What shall be done?"},
        {{"burn"}, "“burn”"},
        {{"serve"}, "A socket and the folder"},
        {{"serve", "s"}, "A socket and the folder"},
        {{"serve", "s", "d", "e"}, "A socket and the folder"},
        {{"serve", "--loud", "s", "d"}, "“--loud”"},
        {{"serve", "--log"}, "--log"},
        {{"serve", "s", "d?speed=4"}, "“speed”"},
        {{"serve", "s", "d?pace=fast"}, "“fast”"},
        {{"serve", "s", "d?empty=yes"}, "“yes”"},
        {{"serve", "s", "d?medium="}, "“medium”"},
        {{"serve", "s", "d?"}, "key=value"},
        {{"serve", "s", "d?empty=1&empty=1"}, "twice"},
        {{"serve", "s", "100%"}, "%25"},
        {{"serve", "s", "a%2"}, "%25"},
        {{"serve", "s", "a%00b"}, "%25"},
        {{"serve", "s", "a%+1b"}, "%25"},
    };
    for (const auto &[arguments, part] : cases) {
        const Ended ended = runProgram(arguments);
        EXPECT_EQ(ended.status, 2);
        EXPECT(contains(ended.errors, part));
        EXPECT(contains(ended.errors, "Try: virtual-recorder --help"));
        EXPECT_EQ(ended.output, "");
    }
}

TEST(whatCannotBeServedIsAFailure) {
    const Place place;
    const auto failure = [&](const std::string &socket, const std::string &disc) {
        const Ended ended = runProgram({"serve", socket, disc});
        EXPECT_EQ(ended.status, 1);
        EXPECT_EQ(ended.output, "");
        return ended.errors;
    };
    EXPECT(contains(failure(place.socket, place.disc + "?medium=vinyl"), "“vinyl”"));
    EXPECT(contains(failure(place.socket, place.folder.file("no/disc")), "does not exist"));
    EXPECT(contains(failure(place.folder.file("no/socket"), place.disc), "No such file or directory"));
    EXPECT(contains(failure(std::string(200, 's'), place.disc), "107"));
    writeText(place.socket, "a letter");
    EXPECT(contains(failure(place.socket, place.disc), "there already"));
    const Bytes kept = fileContents(place.socket);
    EXPECT_EQ(text(kept), "a letter");
    EXPECT_EQ(runProgram({"serve", "--log", place.folder.file("no/log"), place.folder.file("s"), place.disc}).status,
              1);
}

TEST(aDiscIsServedOnce) {
    const Place place;
    const Served served(place.socket, place.disc);
    const Ended sameSocket = runProgram({"serve", place.socket, place.folder.file("other")});
    EXPECT_EQ(sameSocket.status, 1);
    EXPECT(contains(sameSocket.errors, "there already"));
    const Ended sameDisc = runProgram({"serve", place.folder.file("socket2"), place.disc});
    EXPECT_EQ(sameDisc.status, 1);
    EXPECT(contains(sameDisc.errors, "process " + std::to_string(served.process()) + " (virtual-recorder)"));
}

TEST(itEndsOnSignalsAndTakesItsSocketAlong) {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        const Place place;
        Served served(place.socket, place.disc);
        EXPECT(std::filesystem::is_socket(place.socket));
        RawClient client(place.socket);
        EXPECT_EQ(served.end(signal), 0);
        EXPECT(client.closed());
        EXPECT(!std::filesystem::exists(place.socket));
        EXPECT(std::filesystem::exists(place.disc + "/disc.json"));
    }
}

TEST(whatAKilledServerLeavesIsReplaced) {
    const Place place;
    Served first(place.socket, place.disc);
    EXPECT_EQ(first.end(SIGKILL), -SIGKILL);
    EXPECT(std::filesystem::is_socket(place.socket));
    Served second(place.socket, place.disc);
    RawClient client(place.socket);
    EXPECT_EQ(client.command(Inquiry, 36).size(), 36U);
    EXPECT_EQ(second.end(SIGTERM), 0);
}

TEST(aCommandByteByByte) {
    const Place place;
    const Served served(place.socket, place.disc + "?medium=dvd%2Br");
    RawClient client(place.socket);
    // INQUIRY with room for 96 bytes: GOOD, a residual of 60, 36 bytes.
    client.send("01 01 01 06 00 00 03 E8 00 00 00 60 00 00 00 00  12 00 00 00 60 00");
    EXPECT(client.receive(16) == bytes({1, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 36, 0, 0, 0, 0}));
    EXPECT_EQ(text(client.receive(36)).substr(8, 7), "BURNISH");
    // The power-up attention: CHECK CONDITION, 18 bytes of sense, no data.
    client.send("01 01 00 06 00 00 03 E8 00 00 00 00 00 00 00 00  00 00 00 00 00 00");
    EXPECT(client.receive(16) == bytes({1, 0, 2, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    const Bytes sense = client.receive(18);
    EXPECT_EQ(sense[2], 0x06);
    EXPECT_EQ(sense[12], 0x29);
    // WRITE(10) of one block; nothing is left over and nothing comes back.
    client.send("01 01 02 0A 00 00 75 30 00 00 80 00 00 00 00 00  2A 00 00 00 00 00 00 00 10 00");
    client.send(pattern(16));
    EXPECT(client.receive(16) == bytes({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT(client.command("28 00 00 00 00 00 00 00 10 00", 16 * 2048) == pattern(16));
    EXPECT_EQ(client.head[2], 0);
}

TEST(aRefusedWriteLeavesAllItsData) {
    const Place place;
    const Served served(place.socket, place.disc);
    RawClient client(place.socket);
    client.command(TestUnitReady, 0);
    client.send("01 01 02 0A 00 00 75 30 00 00 08 00 00 00 00 00  2A 00 00 00 00 00 00 00 01 00");
    client.send(pattern(1));
    EXPECT(client.receive(16) == bytes({1, 0, 2, 18, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    const Bytes sense = client.receive(18);
    EXPECT_EQ(sense[2], 0x05);
    EXPECT_EQ(sense[12], 0x2C);
}

TEST(aDriveThatIsSilentOrGone) {
    const Place place;
    writeText(place.folder.file("faults"), R"({"faults": [{"command": "TEST UNIT READY", "nth": 2, "effect": "never"},
        {"command": "TEST UNIT READY", "nth": 3, "effect": "vanish"}]})");
    const Served served(place.socket, place.disc + "?faults=" + place.folder.file("faults"));
    RawClient client(place.socket);
    client.command(TestUnitReady, 0);
    client.command(TestUnitReady, 0);
    EXPECT_EQ(client.head[1], 1);
    client.command(Inquiry, 36);
    EXPECT_EQ(client.head[1], 0);
    client.command(TestUnitReady, 0);
    EXPECT_EQ(client.head[1], 2);
    client.command(Inquiry, 36);
    EXPECT_EQ(client.head[1], 2);
}

TEST(aClientOutOfStepIsSentAway) {
    const Place place;
    const Served served(place.socket, place.disc);
    for (const char *nonsense : {
             "02 01 00 06 00 00 00 00 00 00 00 00 00 00 00 00",  // version
             "01 00 00 06 00 00 00 00 00 00 00 00 00 00 00 00",  // operation
             "01 05 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
             "01 01 03 06 00 00 00 00 00 00 00 00 00 00 00 00",  // direction
             "01 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00",  // CDB too short, too long
             "01 01 00 11 00 00 00 00 00 00 00 00 00 00 00 00",
             "01 01 00 06 00 00 00 00 00 00 00 01 00 00 00 00",  // data without a direction
             "01 01 02 0A 00 00 00 00 01 00 00 01 00 00 00 00",  // more than 16 MiB
             "01 01 00 06 00 00 00 00 00 00 00 00 00 00 00 01",  // reserved
             "01 02 02 00 00 00 00 00 00 00 01 00 00 00 00 00",  // a name of 256 bytes
             "01 03 02 00 00 00 00 00 00 00 00 01 00 00 00 00",
             "01 04 00 06 00 00 00 00 00 00 00 00 00 00 00 00",
         }) {
        RawClient client(place.socket);
        client.send(nonsense);
        EXPECT(client.receive(16) == bytes({1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        EXPECT(client.closed());
    }
    RawClient client(place.socket);
    EXPECT_EQ(client.command(Inquiry, 36).size(), 36U);
}

TEST(severalClientsShareTheDrive) {
    const Place place;
    const Served served(place.socket, place.disc);
    RawClient slow(place.socket);
    slow.send("01 01 01 06 00 00");  // and the rest later
    RawClient one(place.socket);
    RawClient two(place.socket);
    one.command(TestUnitReady, 0);  // takes the attention, which is the drive's and not the client's
    EXPECT_EQ(one.head[2], 2);
    two.command(TestUnitReady, 0);
    EXPECT_EQ(two.head[2], 0);
    slow.send("03 E8 00 00 00 24 00 00 00 00 12 00 00 00 24 00");
    EXPECT_EQ(slow.receive(16)[11], 36);
}

TEST(requestsMayBeSentAhead) {
    const Place place;
    const Served served(place.socket, place.disc);
    RawClient client(place.socket);
    const std::string one = "01 01 01 06 00 00 03 E8 00 00 00 24 00 00 00 00 12 00 00 00 24 00 ";
    client.send(one + one + one);
    EXPECT_EQ(client.receive(3 * (16 + 36))[2 * 52 + 11], 36);
}

TEST(oneClientHoldsTheDriveExclusively) {
    const Place place;
    const Served served(place.socket, place.disc);
    RawClient second(place.socket);
    const std::string self = "process " + std::to_string(getpid());
    {
        RawClient first(place.socket);
        first.send(TakeExclusive);
        EXPECT_EQ(first.receive(16)[1], 0);
        first.send(TakeExclusive);  // it has it already
        EXPECT_EQ(first.receive(16)[1], 0);
        second.send(TakeExclusive);
        const Bytes refused = second.receive(16);
        EXPECT_EQ(refused[1], 3);
        EXPECT(contains(text(second.receive(get32(refused, 8))), self + " ("));
        second.send(ReleaseExclusive);  // what is not one's own
        EXPECT_EQ(second.receive(16)[1], 0);
        second.send(AskHolder);
        EXPECT(contains(text(second.receive(get32(second.receive(16), 8))), self + " ("));
    }
    RawClient third(place.socket);  // the first has gone and left nothing behind
    third.send("01 02 02 00 00 00 00 00 00 00 00 02 00 00 00 00 41 42");
    EXPECT_EQ(third.receive(16)[1], 0);
    second.send("01 02 02 00 00 00 00 00 00 00 00 02 00 00 00 00 43 44");
    EXPECT_EQ(text(second.receive(16 + self.size() + 5)).substr(16), self + " (AB)");
    third.send(AskHolder);
    EXPECT_EQ(text(third.receive(get32(third.receive(16), 8))), self + " (AB)");
    third.send(ReleaseExclusive);
    EXPECT_EQ(third.receive(16)[1], 0);
    third.send(AskHolder);
    EXPECT_EQ(get32(third.receive(16), 8), 0U);
}

TEST(theLogTellsEveryCommand) {
    const Place place;
    const std::string log = place.folder.file("log");
    for (int run = 0; run < 2; ++run) {  // the second appends
        Served served(place.socket, place.disc, log);
        RawClient client(place.socket);
        client.command(TestUnitReady, 0);
        client.command("12 00 00 00 60 00", 96);
        client.command("F1 00 00 00 00 00", 0);
        EXPECT_EQ(served.end(SIGTERM), 0);
    }
    const auto all = lines(log);
    EXPECT_EQ(all.size(), 6U);
    EXPECT_EQ(all[0]["command"], "TEST UNIT READY");
    EXPECT_EQ(all[0]["cdb"], "00 00 00 00 00 00");
    EXPECT_EQ(all[0]["direction"], "none");
    EXPECT_EQ(all[0]["result"], "answered");
    EXPECT_EQ(all[0]["status"], 2);
    EXPECT_EQ(all[0]["sense"], "6/29/00");
    EXPECT_EQ(all[0]["timeout_ms"], 30000);
    EXPECT(contains(all[0]["client"].get<std::string>(), "process " + std::to_string(getpid()) + " ("));
    EXPECT_EQ(all[1]["command"], "INQUIRY");
    EXPECT_EQ(all[1]["direction"], "from device");
    EXPECT_EQ(all[1]["length"], 96);
    EXPECT_EQ(all[1]["residual"], 60);
    EXPECT(!all[1].contains("sense"));
    EXPECT_EQ(all[2]["command"], "unknown");
    EXPECT_EQ(all[2]["sense"], "5/20/00");
    EXPECT(all[2]["time"].get<double>() >= all[1]["time"].get<double>());
    EXPECT_EQ(all[3]["sense"], "6/29/00");
}

TEST(aLogThatCannotBeWrittenIsToldAtTheEnd) {
    const Place place;
    Served served(place.socket, place.disc, "/dev/full");
    RawClient client(place.socket);
    EXPECT_EQ(client.command(Inquiry, 36).size(), 36U);
    EXPECT_EQ(served.end(SIGTERM), 1);
}
