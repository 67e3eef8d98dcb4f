// SPDX-License-Identifier: LGPL-2.1-or-later
// Verification by reading back: exactly the bad sectors are named, and nothing is vouched for that was not read.
#include "burn/read_back.hpp"
#include "burn/content_digest.hpp"
#include "data_support.hpp"

using namespace burnish;
using namespace test;

namespace {

using Extents = std::vector<std::pair<std::int32_t, std::int32_t>>;

constexpr std::array BothMedia{"cd-r-80", "dvd+r"};

Outcome burn(const char *medium, std::uint64_t sectors, const std::string &faults,
             VerificationLevel level = VerificationLevel::Full) {
    Disc disc(medium);
    disc.setFaults("{\"faults\":[" + faults + "]}");
    auto outcome = writePattern(disc, sectors, [level](DataSettings &s) {
        s.disableConsumerDvdCompatibilityMode = true;
        s.verification = level;
    });
    EXPECT_EQ(outcome.report->verified,
              outcome.status == status::S_OK && outcome.report->verifiedSectors == outcome.report->sectors);
    return outcome;
}

std::string corrupt(std::int32_t lba) {
    return R"j({"command":"WRITE(10)","lba":)j" + std::to_string(lba) + R"j(,"effect":"corrupt"})j";
}

std::string unreadable(std::int32_t lba, const std::string &times) {
    return R"j({"command":"READ(10)","lba":)j" + std::to_string(lba) + R"j(,"sense":"3/11/05","times":)j" + times + "}";
}

void expectBad(const Outcome &outcome, const Extents &expected) {
    EXPECT_EQ(outcome.status, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(outcome.report->proof, std::string("contents proven bad"));
    EXPECT_EQ(outcome.report->firstBadLba.value_or(-1), expected.front().first);
    EXPECT_EQ(outcome.error.lba.value_or(-1), std::int64_t{expected.front().first});
    EXPECT(outcome.report->badExtents == expected);
}

bool says(const std::string &text, const char *words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST(everySectorThatDiffersIsNamed) {
    for (const char *medium : BothMedia) {
        const auto outcome =
            burn(medium, 1025, corrupt(480) + "," + corrupt(511) + "," + corrupt(512) + "," + corrupt(1024));
        expectBad(outcome, {{480, 1}, {511, 2}, {1024, 1}});
        EXPECT_EQ(outcome.report->verifiedSectors, 1025);
        EXPECT(says(outcome.error.detail, "LBA 480, 511-512, 1024"));
        EXPECT(says(outcome.error.detail, "4 of 1025"));
        std::string json = outcome.report->toJson();
        json.erase(std::remove_if(json.begin(), json.end(), [](char c) { return c == ' ' || c == '\n'; }), json.end());
        EXPECT(says(json, "\"bad_extents\":[[480,1],[511,2],[1024,1]]"));
        EXPECT(says(json, "\"first_bad_lba\":480"));
    }
}

TEST(goodDiscHasNoBadExtents) {
    const auto outcome = burn("cd-r-80", 1025, "");
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT(outcome.report->badExtents.empty());
    EXPECT(says(outcome.report->toJson(), "\"bad_extents\": []"));
}

TEST(everySectorThatCannotBeReadIsNamed) {
    for (const char *medium : BothMedia) {
        const auto outcome = burn(medium, 1024,
                                  unreadable(700, "\"forever\"") + "," + unreadable(701, "\"forever\"") + "," +
                                      unreadable(900, "\"forever\"") + "," + corrupt(702));
        expectBad(outcome, {{700, 3}, {900, 1}});
        EXPECT_EQ(outcome.report->verifiedSectors, 1024);
        EXPECT(says(outcome.error.message, "LBA 700"));
        EXPECT(says(outcome.error.detail, "3 of these cannot be read"));
        EXPECT(outcome.error.sense && outcome.error.sense->key == 3 && outcome.error.sense->asc == 0x11);
    }
}

// A block of 32 sectors and then the sector itself are refused once each; a third time it would be read.
TEST(sectorThatIsReadAtTheSecondTryIsGood) {
    EXPECT_EQ(burn("cd-r-80", 1024, unreadable(700, "1")).status, status::S_OK);
    expectBad(burn("cd-r-80", 1024, unreadable(700, "2")), {{700, 1}});
}

TEST(readingEndsWhereTooMuchCannotBeRead) {
    const auto outcome = burn("cd-r-80", 1024, R"j({"command":"READ(10)","sense":"3/11/05","times":"forever"})j");
    expectBad(outcome, {{0, 32}});
    EXPECT_EQ(outcome.report->verifiedSectors, 32);
    EXPECT(says(outcome.error.detail, "992 sectors were not looked at"));
}

// Every WRITE stores its first block wrong: more bad places than anybody wants to have listed.
TEST(readingEndsAtTheHundredthBadPlace) {
    const auto outcome = burn("cd-r-80", 4096, R"j({"command":"WRITE(10)","effect":"corrupt","times":"forever"})j");
    EXPECT_EQ(outcome.status, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(outcome.report->badExtents.size(), std::size_t{100});
    EXPECT(outcome.report->badExtents.back() == std::make_pair(99 * 16, 1));
    EXPECT_EQ(outcome.report->verifiedSectors, 99 * 16 + 1);
    EXPECT(says(outcome.error.detail, "sectors were not looked at"));
}

// Sixteen pieces of 512 sectors, the last one short: 9999 is in a sample, 2100 is not.
TEST(quickVouchesForItsSamplesAlone) {
    const auto found = burn("cd-r-80", 10000, corrupt(9999), VerificationLevel::Quick);
    expectBad(found, {{9999, 1}});
    EXPECT_EQ(found.report->verifiedSectors, 15 * 512 + 10000 % 512);
    const auto missed = burn("cd-r-80", 10000, corrupt(2100), VerificationLevel::Quick);
    EXPECT_EQ(missed.status, status::S_OK);
    EXPECT(!missed.report->verified);
    EXPECT_EQ(missed.report->proof, std::string("samples of the contents proven by reading back"));
}

TEST(readingIsAskedToBeFast) {
    struct Row {
        const char *medium;
        std::string command;
    };
    // The first such command sets the write speed.
    for (const Row &row : {Row{"cd-r-80", "SET CD SPEED"}, Row{"dvd+r", "SET STREAMING"}}) {
        const std::string fault = R"j({"command":")j" + row.command + R"j(","nth":2,)j";
        EXPECT_EQ(burn(row.medium, 1024, fault + R"j("sense":"5/24/00"})j").status, status::S_OK);
        const auto gone = burn(row.medium, 1024, fault + R"j("effect":"vanish"})j", VerificationLevel::None);
        EXPECT_EQ(gone.status, status::S_OK);
        Disc disc(row.medium);
        disc.setFaults("{\"faults\":[" + fault + R"j("effect":"vanish"}]})j");
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [](DataSettings &s) { s.verification = VerificationLevel::Full; });
        PatternStream stream(1024 * Sector);
        EXPECT_EQ(write(*format, stream).status, status::E_DEV_NOT_EXIST);
    }
}

TEST(driveThatVanishesWhileReadingProvesNothing) {
    Disc disc("cd-r-80");
    disc.setFaults(R"j({"faults":[{"command":"READ(10)","lba":700,"effect":"vanish"}]})j");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    change(*format, [](DataSettings &s) { s.verification = VerificationLevel::Full; });
    PatternStream stream(1024 * Sector);
    const auto outcome = write(*format, stream);
    EXPECT_EQ(outcome.status, status::E_DEV_NOT_EXIST);
    EXPECT_EQ(outcome.report->proof, std::string("contents not proven"));
    EXPECT(!outcome.report->firstBadLba.has_value());
    EXPECT(outcome.report->verifiedSectors <= 700);
}

// The checksums of all sectors may be right by chance; the SHA-256 is not.
TEST(sha256HasTheLastWord) {
    const Disc disc("cd-r-80");
    EXPECT_EQ(writePattern(disc, 1024).status, status::S_OK);
    auto digest = ContentDigest::create(true, true, 1024 * Sector);
    EXPECT_OK(digest);
    for (const auto bytes = PatternStream::bytes(1024 * Sector); digest->sectorCrcs().empty();) {
        digest->update(std::span(bytes).first(1000));  // in pieces that end within a sector
        digest->update(std::span(bytes).subspan(1000));
    }
    digest->finish();
    const auto recorder = disc.open();
    WriteControl control;
    ProgressMeter meter({}, false);
    BurnedContents burned{0, digest->sectorCrcs(), digest->sha256()};
    ReadBackResult result;
    EXPECT_OK(ReadBack(recorder->drive(), control, meter).compare(burned, VerificationLevel::Full, result));
    EXPECT_EQ(result.sectors, 1024);
    burned.sha256[5] ^= 1;
    ReadBackResult other;
    EXPECT_STATUS(ReadBack(recorder->drive(), control, meter).compare(burned, VerificationLevel::Full, other),
                  status::E_BURN_VERIFICATION_FAILED);
    EXPECT(other.bad.empty());
}
