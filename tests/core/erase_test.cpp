// SPDX-License-Identifier: LGPL-2.1-or-later
// Erasing, with drives that a test writes line by line: every status, the limit of one hour, and what progress says.
#include "check.hpp"
#include "formats/erase_format.hpp"
#include "reply_bytes.hpp"

namespace {

using namespace burnish;
using namespace std::chrono_literals;
using test::busy;
using test::checkCondition;
using test::DiscFields;
using test::good;
using test::lost;

constexpr std::uint8_t TestUnitReady = 0x00, RequestSense = 0x03, Inquiry = 0x12, StartStop = 0x1B, Prevent = 0x1E,
                       Configuration = 0x46, DiscInfo = 0x51, ModeSense = 0x5A, Blank = 0xA1;

DiscFields written(bool erasable = true) {
    DiscFields disc;
    disc.status = 2;
    disc.session = 3;
    disc.erasable = erasable;
    return disc;
}

DiscFields blankDisc() {
    DiscFields disc;
    disc.erasable = true;
    return disc;
}

// A drive that writes CD-RW, with a finalized disc of a profile in it, which BLANK makes blank.
struct Bench {
    std::shared_ptr<test::FakeDrive> fake = std::make_shared<test::FakeDrive>();
    test::FakeClock clock;
    std::shared_ptr<Recorder> recorder;
    EraseFormat format;
    std::vector<EraseProgress> events;

    explicit Bench(std::uint16_t profile = 0x0A, const DiscFields &disc = written()) {
        const auto high = static_cast<std::uint8_t>(profile >> 8), low = static_cast<std::uint8_t>(profile);
        fake->always(Inquiry, good(test::inquiryReply()));
        for (const std::uint8_t opcode : {TestUnitReady, StartStop, Prevent}) {
            fake->always(opcode, good());
        }
        fake->always(Configuration, good(test::featuresReply(
                                        profile, {{0x00, 0x00, 0x03, 0x08, high, low, 0x01, 0, 0x00, 0x0A, 0x00, 0}})));
        fake->always(DiscInfo, good(test::discReply(disc)));
        fake->always(ModeSense, good(test::modeReply({test::capabilitiesPage()})));
        becomesBlank({});
        auto opened = Recorder::open(std::make_unique<test::FakeTransport>(fake), clock);
        EXPECT_OK(opened);
        recorder = *opened;
        EXPECT_OK(format.setRecorder(recorder));
        EXPECT_OK(format.setClientName("erase test"));
    }
    // BLANK is taken; then the drive says this to READ DISC INFORMATION, and at last that the disc is blank.
    void becomesBlank(std::vector<test::Reply> before) {
        fake->standing[Blank] = [this, before](const mmc::Command &) {
            fake->queued[DiscInfo].assign(before.begin(), before.end());
            fake->always(DiscInfo, good(test::discReply(blankDisc())));
            return good();
        };
    }
    // … or never comes to an end of this.
    void staysAt(const test::Reply &reply) {
        fake->standing[Blank] = [this, reply](const mmc::Command &) {
            fake->always(DiscInfo, reply);
            return good();
        };
    }
    Result<void> erase() {
        events.clear();
        auto result = format.eraseMedia([this](const EraseProgress &event) { events.push_back(event); });
        EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
        EXPECT(recorder->beginWrite());
        recorder->endWrite();
        EXPECT(fake->accessLog.empty() || fake->accessLog.back() == "inspect ");
        const auto locks = fake->count(Prevent);
        EXPECT(locks % 2 == 0);
        return result;
    }
    void expectRefused(Status status) {
        EXPECT_STATUS(erase(), status);
        EXPECT_EQ(fake->count(Blank), 0U);
    }
};

TEST(quick_and_full_differ_in_one_bit) {
    for (const bool full : {false, true}) {
        Bench bench;
        EXPECT_OK(bench.format.change([=](EraseSettings &s) { s.fullErase = full; }));
        EXPECT_OK(bench.erase());
        EXPECT_EQ(bench.fake->count(Blank), 1U);
        EXPECT_EQ(bench.fake->count(StartStop), 1U);
        for (const auto &cdb : bench.fake->commands) {
            if (cdb[0] == Blank) {
                EXPECT(cdb == (test::Bytes{0xA1, static_cast<std::uint8_t>(full ? 0x10 : 0x11), 0, 0, 0, 0, 0, 0, 0, 0,
                                           0, 0}));
            }
        }
    }
    EXPECT(!EraseFormat().settings().fullErase);
}

TEST(progress_comes_every_half_second_with_the_drives_own_estimate) {
    Bench bench;
    std::vector<test::Reply> answers;
    for (int i = 0; i < 40; ++i) {
        answers.push_back(busy(static_cast<std::uint16_t>(i * 1638)));
    }
    bench.becomesBlank(answers);
    EXPECT_OK(bench.erase());
    EXPECT(bench.events.size() > 30);
    EXPECT_EQ(bench.events.front().elapsedSeconds, 0);
    EXPECT(bench.events.front().estimatedTotalSeconds > 1);  // a guess from the speed
    EXPECT(bench.events.front().progress < 0);
    for (std::size_t i = 1; i < bench.events.size(); ++i) {
        EXPECT(bench.events[i].elapsedSeconds >= bench.events[i - 1].elapsedSeconds);
        EXPECT(bench.events[i].elapsedSeconds - bench.events[i - 1].elapsedSeconds <= 1);
        EXPECT(bench.events[i].estimatedTotalSeconds >= bench.events[i].elapsedSeconds);
    }
    const auto &middle = bench.events[20];
    EXPECT(middle.progress > 0.4 && middle.progress < 0.9);
    EXPECT(std::abs(middle.estimatedTotalSeconds * middle.progress - middle.elapsedSeconds) <= 2);
    EXPECT_EQ(bench.events.back().progress, 1.0);
    EXPECT_EQ(bench.events.back().estimatedTotalSeconds, bench.events.back().elapsedSeconds + 1);
}

TEST(a_full_erase_is_guessed_to_take_longer) {
    Bench bench;
    EXPECT_OK(bench.erase());
    const auto quick = bench.events.front().estimatedTotalSeconds;
    Bench other;
    EXPECT_OK(other.format.change([](EraseSettings &s) { s.fullErase = true; }));
    EXPECT_OK(other.erase());
    EXPECT(other.events.front().estimatedTotalSeconds > 10 * quick);
}

TEST(one_hour_is_the_limit) {
    Bench bench;
    bench.staysAt(busy(0x8000));
    bench.fake->always(RequestSense, good());
    const auto before = bench.clock.now();
    EXPECT_STATUS(bench.erase(), status::E_ERASE_TOOK_LONGER_THAN_ONE_HOUR);
    EXPECT(bench.clock.now() - before >= 1h && bench.clock.now() - before < 1h + 1min);
    EXPECT(bench.events.back().elapsedSeconds >= 3590 && bench.events.back().estimatedTotalSeconds >= 7180);
}

TEST(just_below_the_limit_is_no_failure) {
    Bench bench;
    const auto start = bench.clock.now();
    bench.fake->standing[Blank] = [&](const mmc::Command &) {
        bench.fake->standing[DiscInfo] = [&](const mmc::Command &) {
            return bench.clock.now() - start < 59min ? busy(1) : good(test::discReply(blankDisc()));
        };
        return good();
    };
    EXPECT_OK(bench.erase());
}

TEST(discs_that_cannot_be_erased) {
    for (const int profile : {0x09, 0x1B, 0x11, 0x08, 0x10, 0x00}) {
        Bench bench(static_cast<std::uint16_t>(profile), written(false));
        bench.expectRefused(status::E_ERASE_MEDIA_IS_NOT_ERASABLE);
        EXPECT_EQ(bench.fake->count(StartStop), 0U);
    }
    Bench worn(0x0A, written(false));
    worn.expectRefused(status::E_ERASE_MEDIA_IS_NOT_ERASABLE);
    Bench reader;  // that does not know READ DISC INFORMATION
    reader.fake->always(DiscInfo, checkCondition(5, 0x20, 0x00));
    reader.expectRefused(status::E_ERASE_MEDIA_IS_NOT_ERASABLE);
    for (const int profile : {0x12, 0x13, 0x14, 0x1A, 0x43}) {
        Bench bench(static_cast<std::uint16_t>(profile));
        bench.expectRefused(status::E_ERASE_MEDIA_IS_NOT_SUPPORTED);
    }
}

TEST(answers_that_are_too_short) {
    Bench disc;
    disc.fake->always(DiscInfo, good(test::Bytes(4)));
    disc.expectRefused(status::E_ERASE_DISC_INFORMATION_TOO_SMALL);
    Bench page;
    page.fake->always(ModeSense, good(test::modeReply({{0x2A, 4, 0, 0, 0, 0}})));
    page.expectRefused(status::E_ERASE_MODE_PAGE_2A_TOO_SMALL);
    Bench without;  // new drives may have none
    without.fake->always(ModeSense, checkCondition(5, 0x24, 0x00));
    EXPECT_OK(without.erase());
}

TEST(the_drive_fails_to_spin_up) {
    Bench bench;
    bench.fake->always(StartStop, checkCondition(4, 0x3E, 0x01));
    bench.expectRefused(status::E_ERASE_DRIVE_FAILED_SPINUP_COMMAND);
    Bench unknown;  // a drive that does not know the command spins by itself
    unknown.fake->always(StartStop, checkCondition(5, 0x20, 0x00));
    EXPECT_OK(unknown.erase());
}

TEST(the_drive_refuses_to_erase) {
    for (const auto &reply :
         {checkCondition(5, 0x24, 0x00), checkCondition(5, 0x64, 0x00), checkCondition(5, 0x30, 0x05),
          checkCondition(3, 0x51, 0x00), checkCondition(7, 0x27, 0x00)}) {
        Bench bench;
        bench.fake->always(Blank, reply);
        auto result = bench.erase();
        EXPECT_STATUS(result, status::E_ERASE_DRIVE_FAILED_ERASE_COMMAND);
        EXPECT_EQ(result.error().sense->asc, reply.sense[12]);
        EXPECT_EQ(result.error().cdb.at(0), Blank);
        EXPECT_EQ(bench.fake->count(Blank), 1U);
    }
}

TEST(a_drive_that_is_still_busy_is_asked_again) {
    Bench bench;
    bench.fake->queued[Blank] = {checkCondition(2, 0x04, 0x07)};
    EXPECT_OK(bench.erase());
    EXPECT_EQ(bench.fake->count(Blank), 2U);
}

// Somebody changed the disc: this is not the one that was looked at.
TEST(a_unit_attention_in_place_of_the_erase_is_no_reason_to_repeat_it) {
    Bench bench;
    bench.fake->queued[Blank] = {checkCondition(6, 0x28, 0x00)};
    EXPECT_STATUS(bench.erase(), status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE);
    EXPECT_EQ(bench.fake->count(Blank), 1U);
}

TEST(what_goes_wrong_while_the_drive_erases) {
    struct Row {
        test::Reply reply;
        Status expected;
    };
    const std::array rows{
        Row{checkCondition(3, 0x51, 0x00), status::E_ERASE_TOOK_LONGER_THAN_ONE_HOUR},  // IMAPI2's code for a bad disc
        Row{checkCondition(3, 0x0C, 0x00, true), status::E_ERASE_TOOK_LONGER_THAN_ONE_HOUR},
        Row{checkCondition(4, 0x44, 0x00), status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE},
        Row{checkCondition(5, 0x24, 0x00), status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE},
        Row{good(test::Bytes(3)), status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE},
        Row{good(test::discReply(written())), status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE},
        Row{checkCondition(2, 0x3A, 0x02), status::E_RECORDER_MEDIA_NO_MEDIA},
        Row{lost(status::E_DEV_NOT_EXIST), status::E_DEV_NOT_EXIST},
        Row{lost(status::E_RECORDER_COMMAND_TIMEOUT), status::E_RECORDER_COMMAND_TIMEOUT},
    };
    for (const Row &row : rows) {
        Bench bench;
        bench.staysAt(row.reply);
        EXPECT_STATUS(bench.erase(), row.expected);
        EXPECT(bench.events.empty() || bench.events.back().progress < 1);
    }
}

TEST(a_drive_that_is_ready_before_it_has_begun_is_waited_for) {
    Bench bench;
    const auto early = good(test::discReply(written()));
    bench.becomesBlank({early, early, busy(1), busy(0x4000), early, early});
    EXPECT_OK(bench.erase());
}

TEST(an_empty_tray_and_a_drive_in_other_hands) {
    Bench empty;
    empty.fake->always(TestUnitReady, checkCondition(2, 0x3A, 0x01));
    empty.expectRefused(status::E_RECORDER_MEDIA_NO_MEDIA);
    Bench held;
    held.fake->accessAnswer = status::E_RECORDER_LOCKED;
    EXPECT_STATUS(held.format.eraseMedia({}), status::E_RECORDER_LOCKED);
    EXPECT_EQ(held.fake->count(Blank), 0U);
    Bench writing;
    EXPECT(writing.recorder->beginWrite());
    EXPECT_STATUS(writing.format.eraseMedia({}), status::E_RECORDER_LOCKED);
    EXPECT_EQ(writing.fake->count(Blank), 0U);
    writing.recorder->endWrite();
    EXPECT_OK(writing.erase());
}

TEST(only_one_recorder_at_a_time) {
    Bench bench, other;
    EXPECT_STATUS(bench.format.setRecorder(other.recorder), status::E_ERASE_ONLY_ONE_RECORDER_SUPPORTED);
    EXPECT(bench.format.settings().recorder == bench.recorder);
    EXPECT_OK(bench.format.setRecorder(bench.recorder));  // the same is no other
    EXPECT_OK(bench.format.setRecorder(nullptr));
    EXPECT_STATUS(bench.format.eraseMedia({}), status::E_RECORDER_REQUIRED);
    EXPECT_STATUS(bench.format.medium(), status::E_RECORDER_REQUIRED);
    EXPECT_OK(bench.format.setRecorder(other.recorder));
}

TEST(recorders_that_do_not_write_cd_rw) {
    Bench bench;
    EXPECT_OK(bench.format.setRecorder(nullptr));
    bench.fake->always(Configuration, good(test::featuresReply(
                                          0x08, {{0x00, 0x00, 0x03, 0x08, 0x00, 0x09, 0x00, 0, 0x00, 0x08, 0x01, 0}})));
    EXPECT_STATUS(bench.format.setRecorder(bench.recorder), status::E_ERASE_RECORDER_NOT_SUPPORTED);
    EXPECT(bench.format.settings().recorder == nullptr);
    auto supported = EraseFormat::isCurrentMediaSupported(*bench.recorder);
    EXPECT_OK(supported);
    EXPECT(!*supported);
}

TEST(client_names) {
    Bench bench;
    EraseFormat nameless;
    EXPECT_OK(nameless.setRecorder(bench.recorder));
    EXPECT_STATUS(nameless.eraseMedia({}), status::E_ERASE_CLIENT_NAME_IS_NOT_VALID);
    for (const std::string &name : {std::string(), std::string("tab\there"), std::string(64, 'a')}) {
        EXPECT_STATUS(bench.format.setClientName(name), status::E_ERASE_CLIENT_NAME_IS_NOT_VALID);
    }
    EXPECT_EQ(bench.format.settings().clientName, std::string("erase test"));
    EXPECT_OK(bench.erase());
    EXPECT_EQ(bench.fake->accessLog.at(0), std::string("exclusive erase test"));
}

TEST(nothing_can_be_set_during_an_erase) {
    Bench bench, other;
    int events = 0;
    std::string failure;
    EXPECT_OK(bench.format.eraseMedia([&](const EraseProgress &) {
        ++events;
        try {
            for (const auto &recorder : {bench.recorder, other.recorder, std::shared_ptr<Recorder>()}) {
                EXPECT_STATUS(bench.format.setRecorder(recorder), status::E_ERASE_RECORDER_IN_USE);
            }
            EXPECT_STATUS(bench.format.setClientName("other"), status::E_ERASE_RECORDER_IN_USE);
            EXPECT_STATUS(bench.format.setClientName(""), status::E_ERASE_RECORDER_IN_USE);
            EXPECT_STATUS(bench.format.change([](EraseSettings &s) { s.fullErase = true; }),
                          status::E_ERASE_RECORDER_IN_USE);
            EXPECT_STATUS(bench.format.eraseMedia({}), status::E_ERASE_RECORDER_IN_USE);
        } catch (const test::Failed &failed) {
            failure = failed.text;
        }
    }));
    EXPECT_EQ(failure, std::string());
    EXPECT(events >= 2);
    EXPECT_OK(bench.format.setRecorder(nullptr));
}

}  // namespace
