// SPDX-License-Identifier: LGPL-2.1-or-later
// Drive: what answers become, exact lengths, and waiting.
#include "recorder/drive.hpp"
#include "check.hpp"
#include "mmc/commands.hpp"
#include "reply_bytes.hpp"

#include <thread>

namespace {

using namespace burnish;
using namespace std::chrono_literals;
using test::Bytes;
using test::checkCondition;
using test::good;

constexpr std::uint8_t TestUnitReady = 0x00, RequestSense = 0x03, Configuration = 0x46, DiscInfo = 0x51,
                       TrackInfo = 0x52, ModeSelect = 0x55, ModeSense = 0x5A, Performance = 0xAC, Toc = 0x43,
                       Write = 0x2A;

struct Bench {
    std::shared_ptr<test::FakeDrive> fake = std::make_shared<test::FakeDrive>();
    test::FakeClock clock;
    Drive drive{std::make_unique<test::FakeTransport>(fake), clock};

    Bench() {
        fake->always(TestUnitReady, good());
        fake->always(DiscInfo, good(test::discReply({})));
    }
};

TEST(good_gives_the_bytes_moved) {
    Bench bench;
    bench.fake->always(0x28, good(Bytes(2048, 7)));
    Bytes target(4096);
    EXPECT_EQ(*bench.drive.run(mmc::read10(0, 2, 2048), target), 2048U);
    EXPECT_EQ(target[2047], 7);
}

TEST(check_condition_becomes_an_error_with_everything) {
    Bench bench;
    bench.fake->always(Write, checkCondition(3, 0x0C, 0x00));
    Bytes data(2048);
    auto result = bench.drive.run(mmc::write10(4711, 1), data);
    EXPECT_STATUS(result, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    const Error &error = result.error();
    EXPECT(error.sense && error.sense->key == 3 && error.sense->asc == 0x0C && !error.sense->deferred);
    EXPECT_EQ(error.cdb.size(), 10U);
    EXPECT_EQ(*error.lba, 4711);
    EXPECT(!error.canRetry);
    EXPECT(error.message.find("write error (3/0C/00)") != std::string::npos);
    EXPECT(error.detail.find("WRITE(10) [2A 00 00 00 12 67 00 00 01 00] on fake:drive, LBA 4711") == 0);
}

TEST(a_status_without_sense_is_an_error_all_the_same) {
    Bench bench;
    bench.fake->queued[Write] = {{0x02, {}, {}}, {0x02, {}, Bytes(18)}, {0x08, {}, {}},
                                 {0x28, {}, {}}, {0x18, {}, {}},        {0x40, {}, {}}};
    Bytes data(2048);
    const auto write = [&] { return bench.drive.run(mmc::write10(0, 1), data); };
    EXPECT_STATUS(write(), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_STATUS(write(), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_STATUS(write(), status::E_RECORDER_MEDIA_BUSY);
    EXPECT_STATUS(write(), status::E_RECORDER_MEDIA_BUSY);
    EXPECT_STATUS(write(), status::E_RECORDER_LOCKED);
    EXPECT_STATUS(write(), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
}

TEST(a_recovered_error_is_success) {
    Bench bench;
    bench.fake->queued[Write] = {checkCondition(1, 0x0C, 0x01)};
    Bytes data(2048);
    EXPECT_OK(bench.drive.run(mmc::write10(0, 1), data));
}

// A deferred sense says that this command was not begun.
TEST(a_deferred_recovered_error_sends_the_command_again) {
    Bench bench;
    bench.fake->queued[Write] = {checkCondition(1, 0x0C, 0x01, true), good()};
    Bytes data(2048);
    EXPECT_OK(bench.drive.run(mmc::write10(0, 1), data));
    EXPECT_EQ(bench.fake->count(Write), 2U);
}

TEST(a_deferred_error_is_told_as_one) {
    Bench bench;
    bench.fake->queued[Write] = {checkCondition(3, 0x0C, 0x00, true)};
    Bytes data(2048);
    auto result = bench.drive.run(mmc::write10(0, 1), data);
    EXPECT_STATUS(result, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT(result.error().sense->deferred);
    EXPECT(result.error().message.find("earlier") != std::string::npos);
    EXPECT(!result.error().canRetry);
}

TEST(a_lost_answer_is_never_success) {
    Bench bench;
    Bytes data(2048);
    for (const Status lost :
         {status::E_RECORDER_COMMAND_TIMEOUT, status::E_DEV_NOT_EXIST, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE}) {
        bench.fake->queued[Write] = {test::lost(lost)};
        auto result = bench.drive.run(mmc::write10(9, 1), data);
        EXPECT_STATUS(result, lost);
        EXPECT(result.error().detail.find("WRITE(10)") == 0);
        EXPECT_EQ(*result.error().lba, 9);
        EXPECT_EQ(result.error().cdb.size(), 10U);
        EXPECT(!result.error().canRetry);
    }
}

TEST(unit_attentions_are_asked_away_but_not_run_away) {
    Bench bench;
    bench.fake->queued[TestUnitReady] = {checkCondition(6, 0x29, 0x00), checkCondition(6, 0x28, 0x00),
                                         checkCondition(6, 0x2A, 0x01)};
    EXPECT_OK(bench.drive.testUnitReady());
    EXPECT_EQ(bench.fake->count(TestUnitReady), 4U);
    bench.fake->queued[TestUnitReady] = {checkCondition(6, 0x28, 0x00)};
    auto once = bench.drive.run(mmc::testUnitReady());
    EXPECT_STATUS(once, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT(once.error().canRetry);
}

TEST(endless_unit_attentions_end) {
    Bench bench;
    bench.fake->always(TestUnitReady, checkCondition(6, 0x29, 0x00));
    EXPECT_STATUS(bench.drive.testUnitReady(), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_EQ(bench.fake->count(TestUnitReady), 8U);
}

TEST(a_buffer_too_small_for_the_command_is_refused) {
    Bench bench;
    Bytes small(100);
    EXPECT_STATUS(bench.drive.run(mmc::read10(0, 1, 2048), small), status::E_INVALIDARG);
    EXPECT(bench.fake->commands.empty());
}

TEST(lengths_are_exact) {
    Bench bench;
    const Bytes features = test::featuresReply(9, {{0x00, 0x2D, 0x09, 0x04, 0x46, 0, 0, 0}});
    bench.fake->always(Configuration, good(features));
    EXPECT_OK(bench.drive.features());
    EXPECT(bench.fake->lengths == std::vector<std::size_t>({8, 16}));
    bench.fake->lengths.clear();
    bench.fake->always(ModeSense, good(test::modeReply({test::capabilitiesPage()})));
    EXPECT_EQ(bench.drive.modePage(0x2A, mmc::ModePageControl::Current)->size(), 44U);
    EXPECT(bench.fake->lengths == std::vector<std::size_t>({8, 52}));
    bench.fake->lengths.clear();
    bench.fake->always(Toc, good(test::tocReply({{1, 0}}, 1000)));
    EXPECT_OK(bench.drive.toc());
    EXPECT(bench.fake->lengths == std::vector<std::size_t>({4, 20}));
    bench.fake->lengths.clear();
    bench.fake->always(Performance, good(test::performanceReply({8467, 4234})));
    EXPECT_EQ(bench.drive.writeSpeeds()->size(), 2U);
    EXPECT(bench.fake->lengths == std::vector<std::size_t>({24, 40}));
}

TEST(huge_announced_lengths_are_capped) {
    Bench bench;
    Bytes features = test::featuresReply(9);
    test::put32(features, 0, 0x00FFFFFF);
    features.resize(4096);
    bench.fake->always(Configuration, good(features));
    EXPECT_OK(bench.drive.features());
    EXPECT_EQ(bench.fake->lengths.back(), 4096U);
}

TEST(endless_lists_of_speeds_are_invalid) {
    Bench bench;
    Bytes speeds = test::performanceReply({8467});
    test::put32(speeds, 0, 0xFFFFFFF0);
    bench.fake->always(Performance, good(speeds));
    EXPECT_STATUS(bench.drive.writeSpeeds(), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
}

TEST(short_replies_are_invalid) {
    const Status invalid = status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
    Bench bench;
    for (const std::uint8_t opcode : {std::uint8_t{0x12}, Configuration, DiscInfo, TrackInfo, ModeSense, Toc,
                                      std::uint8_t{0x5C}, std::uint8_t{0x25}}) {
        bench.fake->always(opcode, good());
    }
    EXPECT_STATUS(bench.drive.inquiry(), invalid);
    EXPECT_STATUS(bench.drive.features(), invalid);
    EXPECT_STATUS(bench.drive.discInformation(), invalid);
    EXPECT_STATUS(bench.drive.trackInformation(mmc::TrackAddress::Track, 1), invalid);
    EXPECT_STATUS(bench.drive.modePage(0x05, mmc::ModePageControl::Current), invalid);
    EXPECT_STATUS(bench.drive.toc(), invalid);
    EXPECT_STATUS(bench.drive.fullToc(), invalid);
    EXPECT_STATUS(bench.drive.atip(), invalid);
    EXPECT_STATUS(bench.drive.bufferCapacity(), invalid);
    EXPECT_STATUS(bench.drive.readCapacity(), invalid);
}

TEST(a_reply_that_shrinks_between_probe_and_whole_is_invalid) {
    Bench bench;
    const Bytes features = test::featuresReply(9, {{0x00, 0x2D, 0x09, 0x04, 0x46, 0, 0, 0}});
    bench.fake->queued[Configuration] = {good(features), good(Bytes(features.begin(), features.begin() + 12))};
    EXPECT_STATUS(bench.drive.features(), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
}

TEST(another_track_than_asked_for_is_invalid) {
    Bench bench;
    test::TrackFields fields;
    fields.track = 2;
    bench.fake->always(TrackInfo, good(test::trackReply(fields)));
    EXPECT_OK(bench.drive.trackInformation(mmc::TrackAddress::Track, 2));
    EXPECT_OK(bench.drive.trackInformation(mmc::TrackAddress::Track, 0xFF));
    EXPECT_OK(bench.drive.trackInformation(mmc::TrackAddress::Lba, 1));
    EXPECT_STATUS(bench.drive.trackInformation(mmc::TrackAddress::Track, 1),
                  status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
}

TEST(a_mode_page_is_sent_behind_an_empty_header) {
    Bench bench;
    bench.fake->always(ModeSelect, good());
    Bytes page(52, 3);
    page[0] = 0x85;
    page[1] = 0x32;
    EXPECT_OK(bench.drive.setModePage(page));
    const Bytes &list = bench.fake->sent.back();
    EXPECT_EQ(list.size(), 60U);
    EXPECT(Bytes(list.begin(), list.begin() + 8) == Bytes(8));
    EXPECT_EQ(list[8], 0x05);
    EXPECT_EQ(list[9], 0x32);
    EXPECT(bench.fake->commands.back() == Bytes({0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0}));
    bench.fake->always(ModeSelect, checkCondition(5, 0x26, 0x00));
    EXPECT_STATUS(bench.drive.setModePage(page), status::E_RECORDER_INVALID_MODE_PARAMETERS);
    bench.fake->always(ModeSelect, {0, {}, {}, status::S_OK, 10});
    EXPECT_STATUS(bench.drive.setModePage(page), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    EXPECT_STATUS(bench.drive.setModePage(Bytes(1)), status::E_INVALIDARG);
    bench.fake->queued[ModeSelect] = {checkCondition(6, 0x28, 0x00)};
    EXPECT_STATUS(bench.drive.setModePage(page), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
}

TEST(an_absent_mode_page_has_a_status_of_its_own) {
    Bench bench;
    bench.fake->always(ModeSense, checkCondition(5, 0x24, 0x00));
    EXPECT_STATUS(bench.drive.modePage(0x05, mmc::ModePageControl::Current), status::E_RECORDER_NO_SUCH_MODE_PAGE);
}

TEST(speeds_fall_back_to_mode_page_2a) {
    Bench bench;
    bench.fake->always(ModeSense, good(test::modeReply({test::capabilitiesPage()})));
    auto speeds = bench.drive.writeSpeeds();
    EXPECT_OK(speeds);
    EXPECT_EQ(speeds->size(), 3U);
    Bytes old = test::capabilitiesPage();
    old.resize(22);
    old[1] = 20;
    bench.fake->always(ModeSense, good(test::modeReply({old})));
    EXPECT_EQ(bench.drive.writeSpeeds()->at(0).writeKb, 8467U);
    bench.fake->always(ModeSense, checkCondition(5, 0x24, 0x00));
    EXPECT(bench.drive.writeSpeeds()->empty());
    bench.fake->always(Performance, test::lost(status::E_DEV_NOT_EXIST));
    EXPECT_STATUS(bench.drive.writeSpeeds(), status::E_DEV_NOT_EXIST);
}

TEST(waiting_believes_neither_command_alone) {
    Bench bench;
    bench.fake->queued[DiscInfo] = {checkCondition(2, 0x04, 0x07), checkCondition(2, 0x04, 0x08)};
    bench.fake->queued[TestUnitReady] = {checkCondition(2, 0x04, 0x01), checkCondition(6, 0x28, 0x00)};
    EXPECT_OK(bench.drive.waitUntilReady(1h));
    EXPECT_EQ(bench.fake->count(TestUnitReady), 5U);
    EXPECT_EQ(bench.fake->count(DiscInfo), 3U);
    EXPECT_EQ(bench.clock.sleeps.size(), 4U);
}

TEST(pauses_grow_from_2_to_500_milliseconds) {
    Bench bench;
    for (int i = 0; i < 12; ++i) {
        bench.fake->queued[TestUnitReady].push_back(checkCondition(2, 0x04, 0x07));
    }
    EXPECT_OK(bench.drive.waitUntilReady(1h));
    EXPECT(bench.clock.sleeps.front() == 2ms);
    EXPECT(bench.clock.sleeps.at(1) == 4ms);
    EXPECT(bench.clock.sleeps.back() == 500ms);
    EXPECT(std::is_sorted(bench.clock.sleeps.begin(), bench.clock.sleeps.end()));
}

TEST(waiting_ends_at_its_limit) {
    Bench bench;
    bench.fake->always(DiscInfo, checkCondition(2, 0x04, 0x07));
    auto result = bench.drive.waitUntilReady(90s);
    EXPECT_STATUS(result, status::E_RECORDER_COMMAND_TIMEOUT);
    EXPECT(bench.clock.now() == 90s);
    EXPECT(result.error().detail.find("2/04/07") != std::string::npos);
}

TEST(what_does_not_pass_is_not_waited_out) {
    for (const auto &[reply, expected] : std::vector<std::pair<test::Reply, Status>>{
             {checkCondition(2, 0x04, 0x02), status::E_RECORDER_MEDIA_BUSY},
             {checkCondition(2, 0x04, 0x03), status::E_RECORDER_MEDIA_BUSY},
             {checkCondition(2, 0x3A, 0x02), status::E_RECORDER_MEDIA_NO_MEDIA},
             {checkCondition(3, 0x0C, 0x00, true), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
             {checkCondition(3, 0x73, 0x03), status::E_POWER_CALIBRATION},
             {test::lost(status::E_RECORDER_COMMAND_TIMEOUT), status::E_RECORDER_COMMAND_TIMEOUT},
             {test::lost(status::E_DEV_NOT_EXIST), status::E_DEV_NOT_EXIST}}) {
        Bench bench;
        bench.fake->queued[TestUnitReady] = {checkCondition(2, 0x04, 0x07), reply};
        EXPECT_STATUS(bench.drive.waitUntilReady(1h), expected);
        EXPECT_EQ(bench.clock.sleeps.size(), 1U);
    }
}

TEST(scsi_busy_is_waited_out) {
    Bench bench;
    bench.fake->queued[TestUnitReady] = {{0x08, {}, {}}};
    EXPECT_OK(bench.drive.waitUntilReady(1h));
}

TEST(a_short_disc_information_is_no_sign_of_readiness) {
    Bench bench;
    bench.fake->always(DiscInfo, good(Bytes(4)));
    EXPECT_STATUS(bench.drive.waitUntilReady(1h), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
}

TEST(progress_comes_from_the_sense_data_or_from_request_sense) {
    Bench bench;
    Bytes sense = test::busy(0xC000).sense;
    bench.fake->queued[RequestSense] = {good(sense), good(Bytes(18))};
    bench.fake->queued[DiscInfo] = {test::busy(0x4000), checkCondition(2, 0x04, 0x07), checkCondition(2, 0x04, 0x07),
                                    checkCondition(2, 0x04, 0x07)};
    std::vector<double> seen;
    EXPECT_OK(bench.drive.waitUntilReady(1h, [&seen](double progress) { seen.push_back(progress); }));
    EXPECT(seen == std::vector<double>({0.25, 0.75, -1.0, -1.0}));
}

TEST(commands_of_two_threads_do_not_overlap) {
    Bench bench;
    int inside = 0;
    bool overlapped = false;
    bench.fake->standing[TestUnitReady] = [&](const mmc::Command &) {
        overlapped = overlapped || ++inside != 1;
        std::this_thread::yield();
        --inside;
        return good();
    };
    const auto work = [&bench] {
        for (int i = 0; i < 2000; ++i) {
            (void)bench.drive.testUnitReady().ok();
        }
    };
    std::thread other(work);
    work();
    other.join();
    EXPECT(!overlapped);
    EXPECT_EQ(bench.fake->count(TestUnitReady), 4000U);
}

}  // namespace
