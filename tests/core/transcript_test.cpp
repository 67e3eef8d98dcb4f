// SPDX-License-Identifier: LGPL-2.1-or-later
// Recording a drive and replaying it: what is written down, what is left out, and what a replay refuses.
#include "transport/transcript.hpp"
#include "check.hpp"
#include "fake_drive.hpp"
#include "media/medium.hpp"
#include "mmc/commands.hpp"
#include "recorder/recorder.hpp"
#include "temporary_folder.hpp"
#include "transport/record.hpp"
#include "transport/redaction.hpp"
#include "transport/replay.hpp"

#include <fstream>
#include <sstream>

namespace {

using namespace burnish;
using test::Bytes;

std::string textOf(const std::string &path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// A fake drive with a recording over it; the transcript is complete when it is gone.
std::unique_ptr<Transport> recorded(const std::shared_ptr<test::FakeDrive> &drive, const std::string &file,
                                    bool redact = false) {
    auto transport = recordTransport(std::make_unique<test::FakeTransport>(drive), {file, redact});
    EXPECT_OK(transport);
    return std::move(*transport);
}

std::unique_ptr<Transport> replayed(const std::string &file, bool anyContents = false) {
    auto transport = openReplay("replay:" + file, {file, anyContents});
    EXPECT_OK(transport);
    return std::move(*transport);
}

Exchange exchangeAt(const std::string &file, std::size_t index) {
    const auto transcript = readTranscript(file);
    EXPECT_OK(transcript);
    return std::get<Exchange>(transcript->entries.at(index));
}

TEST(an_exchange_is_written_down_whole) {
    const test::TemporaryFolder folder;
    auto drive = std::make_shared<test::FakeDrive>();
    drive->always(0x12, test::good({1, 2, 3, 4, 5}));
    drive->always(0x00, test::checkCondition(2, 0x3A, 0x02));
    Bytes reply(8);
    {
        auto transport = recorded(drive, folder / "t");
        EXPECT_OK(transport->execute(mmc::inquiry(8), reply));
        EXPECT_OK(transport->execute(mmc::testUnitReady(), {}));
    }
    const auto transcript = readTranscript(folder / "t");
    EXPECT_OK(transcript);
    EXPECT(transcript->complete);
    EXPECT_EQ(transcript->header.device, "fake:drive");
    EXPECT_EQ(transcript->header.maximumTransfer, 65536U);
    EXPECT_EQ(transcript->entries.size(), 2U);
    const auto first = exchangeAt(folder / "t", 0);
    EXPECT_EQ(first.name, "INQUIRY");
    EXPECT_EQ(first.cdb, (Bytes{0x12, 0, 0, 0, 8, 0}));
    EXPECT_EQ(first.length, 8U);
    EXPECT_EQ(first.transferred, 5U);
    EXPECT_EQ(*first.data.bytes, (Bytes{1, 2, 3, 4, 5}));
    const auto second = exchangeAt(folder / "t", 1);
    EXPECT_EQ(second.status, 0x02);
    EXPECT_EQ(second.sense.size(), 18U);
    EXPECT(second.words.find("2/3A/02") != std::string::npos);
}

TEST(a_replay_answers_as_the_drive_did) {
    const test::TemporaryFolder folder;
    auto drive = std::make_shared<test::FakeDrive>();
    drive->always(0x12, test::good({1, 2, 3}));
    drive->queued[0x00] = {test::checkCondition(6, 0x29, 0x00), test::lost(status::E_RECORDER_COMMAND_TIMEOUT)};
    const auto ask = [](Transport &transport) {
        Bytes reply(8);
        const auto answer = transport.execute(mmc::inquiry(8), reply);
        EXPECT_OK(answer);
        EXPECT_EQ(answer->transferred, 3U);
        EXPECT_EQ(reply, (Bytes{1, 2, 3, 0, 0, 0, 0, 0}));
        const auto attention = transport.execute(mmc::testUnitReady(), {});
        EXPECT_OK(attention);
        EXPECT_EQ(attention->status, 0x02);
        EXPECT_EQ(attention->sense[2], 6);
        EXPECT_EQ(attention->sense[12], 0x29);
        EXPECT_STATUS(transport.execute(mmc::testUnitReady(), {}), status::E_RECORDER_COMMAND_TIMEOUT);
        EXPECT_OK(transport.setAccess(Access::Exclusive, true, "x"));
    };
    ask(*recorded(drive, folder / "t"));
    ask(*replayed(folder / "t"));
}

TEST(an_access_that_was_refused_is_refused_again) {
    const test::TemporaryFolder folder;
    auto drive = std::make_shared<test::FakeDrive>();
    drive->accessAnswer = status::E_RECORDER_LOCKED;
    EXPECT_STATUS(recorded(drive, folder / "t")->setAccess(Access::Exclusive, false, "x"), status::E_RECORDER_LOCKED);
    EXPECT_STATUS(replayed(folder / "t")->setAccess(Access::Exclusive, false, "x"), status::E_RECORDER_LOCKED);
    EXPECT_STATUS(replayed(folder / "t")->setAccess(Access::Exclusive, true, "x"), status::E_REPLAY_DIFFERS);
    EXPECT_STATUS(replayed(folder / "t")->setAccess(Access::Inspect, false, ""), status::E_REPLAY_DIFFERS);
    EXPECT_STATUS(replayed(folder / "t")->execute(mmc::testUnitReady(), {}), status::E_REPLAY_DIFFERS);
}

// One INQUIRY of 8 bytes and one WRITE of a sector that counts up.
void recordTwo(const std::string &file, Bytes &sector) {
    auto drive = std::make_shared<test::FakeDrive>();
    drive->always(0x12, test::good({1, 2, 3}));
    drive->always(0x2A, test::good());
    Bytes reply(8);
    for (std::size_t i = 0; i < sector.size(); ++i) {
        sector[i] = static_cast<std::uint8_t>(i);
    }
    auto transport = recorded(drive, file);
    EXPECT_OK(transport->execute(mmc::inquiry(8), reply));
    EXPECT_OK(transport->execute(mmc::write10(16, 1), sector));
}

TEST(a_replay_is_strict) {
    const test::TemporaryFolder folder;
    Bytes sector(2048), eight(8), nine(9);
    recordTwo(folder / "t", sector);
    EXPECT_STATUS(replayed(folder / "t")->execute(mmc::testUnitReady(), {}), status::E_REPLAY_DIFFERS);
    EXPECT_STATUS(replayed(folder / "t")->execute(mmc::inquiry(9), nine), status::E_REPLAY_DIFFERS);
    EXPECT_STATUS(replayed(folder / "t")->execute(mmc::inquiry(8), nine), status::E_REPLAY_DIFFERS);
    auto otherAddress = replayed(folder / "t");
    EXPECT_OK(otherAddress->execute(mmc::inquiry(8), eight));
    EXPECT_STATUS(otherAddress->execute(mmc::write10(17, 1), sector), status::E_REPLAY_DIFFERS);
    Bytes changed = sector;
    changed[2047] ^= 1;
    auto otherData = replayed(folder / "t");
    EXPECT_OK(otherData->execute(mmc::inquiry(8), eight));
    const auto refused = otherData->execute(mmc::write10(16, 1), changed);
    EXPECT_STATUS(refused, status::E_REPLAY_DIFFERS);
    EXPECT(refused.error().message.find("WRITE(10)") != std::string::npos);
    EXPECT(refused.error().detail.find("line 3") != std::string::npos);
}

TEST(after_a_difference_nothing_is_right_any_more) {
    const test::TemporaryFolder folder;
    Bytes sector(2048), eight(8);
    recordTwo(folder / "t", sector);
    auto transport = replayed(folder / "t");
    EXPECT_STATUS(transport->execute(mmc::testUnitReady(), {}), status::E_REPLAY_DIFFERS);
    EXPECT_STATUS(transport->execute(mmc::inquiry(8), eight), status::E_REPLAY_DIFFERS);
    EXPECT_STATUS(transport->setAccess(Access::Inspect, false, ""), status::E_REPLAY_DIFFERS);
}

TEST(a_replay_ends_where_the_transcript_does) {
    const test::TemporaryFolder folder;
    Bytes sector(2048), eight(8);
    recordTwo(folder / "t", sector);
    auto transport = replayed(folder / "t");
    EXPECT_OK(transport->execute(mmc::inquiry(8), eight));
    EXPECT_OK(transport->execute(mmc::write10(16, 1), sector));
    const auto more = transport->execute(mmc::testUnitReady(), {});
    EXPECT_STATUS(more, status::E_REPLAY_DIFFERS);
    EXPECT(more.error().message.find("over") != std::string::npos);
}

TEST(what_is_written_is_kept_as_a_digest) {
    const test::TemporaryFolder folder;
    Bytes sector(2048);
    recordTwo(folder / "t", sector);
    const auto written = exchangeAt(folder / "t", 1);
    EXPECT(!written.data.bytes);
    // By Python's hashlib.
    EXPECT_EQ(written.data.sha256, "10FC3C51A152E90E5B90319B601D92CCF37290EF53C35FF92507687D8A911A08");
}

TEST(with_any_contents_other_data_may_be_written) {
    const test::TemporaryFolder folder;
    Bytes sector(2048), eight(8), zeros(2048);
    recordTwo(folder / "t", sector);
    auto transport = replayed(folder / "t", true);
    EXPECT_OK(transport->execute(mmc::inquiry(8), eight));
    EXPECT_OK(transport->execute(mmc::write10(16, 1), zeros));
    auto otherAddress = replayed(folder / "t", true);
    EXPECT_OK(otherAddress->execute(mmc::inquiry(8), eight));
    EXPECT_STATUS(otherAddress->execute(mmc::write10(17, 1), zeros), status::E_REPLAY_DIFFERS);
}

TEST(long_reads_are_digests_and_equal_bytes_are_one) {
    const test::TemporaryFolder folder;
    auto drive = std::make_shared<test::FakeDrive>();
    Bytes mixed(8192, 7), equal(8192, 0x5A), into(8192);
    mixed[5] = 1;
    drive->queued[0x28] = {test::good(mixed), test::good(equal)};
    {
        auto transport = recorded(drive, folder / "t");
        EXPECT_OK(transport->execute(mmc::read10(0, 4, 2048), into));
        EXPECT_OK(transport->execute(mmc::read10(4, 4, 2048), into));
    }
    EXPECT_EQ(exchangeAt(folder / "t", 0).data.sha256.size(), 64U);
    EXPECT_EQ(int{*exchangeAt(folder / "t", 1).data.fill}, 0x5A);
    EXPECT_STATUS(replayed(folder / "t")->execute(mmc::read10(0, 4, 2048), into), status::E_REPLAY_DIFFERS);
    auto zeros = replayed(folder / "t", true);
    EXPECT_OK(zeros->execute(mmc::read10(0, 4, 2048), into));
    EXPECT_EQ(into, Bytes(8192, 0));
    EXPECT_OK(zeros->execute(mmc::read10(4, 4, 2048), into));
    EXPECT_EQ(into, equal);
}

TEST(the_drives_buffer_may_be_asked_for_at_any_time) {
    const test::TemporaryFolder folder;
    auto drive = std::make_shared<test::FakeDrive>();
    drive->always(0x5C, test::good({0, 10, 0, 0, 0, 16, 0, 0, 0, 0, 4, 0}));
    drive->always(0x00, test::good());
    Bytes reply(12);
    {
        auto transport = recorded(drive, folder / "t");
        EXPECT_OK(transport->execute(mmc::testUnitReady(), {}));
        EXPECT_OK(transport->execute(mmc::readBufferCapacity(), reply));
        EXPECT_OK(transport->execute(mmc::testUnitReady(), {}));
    }
    auto never = replayed(folder / "t");
    EXPECT_OK(never->execute(mmc::testUnitReady(), {}));
    EXPECT_OK(never->execute(mmc::testUnitReady(), {}));
    auto often = replayed(folder / "t");
    for (int i = 0; i < 2; ++i) {
        reply.assign(12, 0);
        EXPECT_OK(often->execute(mmc::readBufferCapacity(), reply));
        EXPECT_EQ(int{reply[5]}, 16);
        EXPECT_OK(often->execute(mmc::testUnitReady(), {}));
        EXPECT_OK(often->execute(mmc::readBufferCapacity(), reply));
    }
}

TEST(serial_numbers_become_unreadable) {
    Bytes page(20, 'S'), standard(96, 'S'), features(8 + 12 + 12, 'S'), media(20, 'S');
    redactSerials(Bytes{0x12, 1, 0x80, 0, 20, 0}, page);
    EXPECT_EQ(Bytes(page.begin() + 4, page.end()), Bytes(16, 'X'));
    EXPECT_EQ(int{page[3]}, 'S');
    redactSerials(Bytes{0x12, 0, 0, 0, 96, 0}, standard);
    EXPECT_EQ(int{standard[35]}, 'S');
    EXPECT_EQ(Bytes(standard.begin() + 36, standard.begin() + 56), Bytes(20, 'X'));
    EXPECT_EQ(int{standard[56]}, 'S');
    const Bytes other{0x01, 0x07, 0, 8}, serial{0x01, 0x08, 0, 8};
    std::copy(other.begin(), other.end(), features.begin() + 8);
    std::copy(serial.begin(), serial.end(), features.begin() + 20);
    redactSerials(Bytes{0x46, 0, 0, 0, 0, 0, 0, 0, 32, 0}, features);
    EXPECT_EQ(Bytes(features.begin() + 12, features.begin() + 20), Bytes(8, 'S'));
    EXPECT_EQ(Bytes(features.begin() + 24, features.end()), Bytes(8, 'X'));
    redactSerials(Bytes{0xAB, 1, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0}, media);
    EXPECT_EQ(int{media[4]}, 'X');
}

TEST(a_redacted_transcript_tells_nothing_of_the_machine) {
    const test::TemporaryFolder folder;
    auto drive = std::make_shared<test::FakeDrive>();
    drive->always(0x12, test::good({0x05, 0x80, 0, 12, 'K', '1', '7', 'S', 'E', 'C', 'R', 'E', 'T', '0', '4', '2'}));
    drive->accessAnswer = status::E_RECORDER_LOCKED;
    Bytes reply(64);
    for (const bool redact : {false, true}) {
        {
            auto transport = recorded(drive, folder / "t", redact);
            auto page = mmc::inquiry(64);
            page.cdb[1] = 1;
            page.cdb[2] = 0x80;
            EXPECT_OK(transport->execute(page, reply));
            EXPECT_EQ(int{reply[4]}, 'K');
            EXPECT_STATUS(transport->setAccess(Access::Exclusive, false, "x"), status::E_RECORDER_LOCKED);
        }
        const std::string text = textOf(folder / "t");
        EXPECT_EQ(text.find("4B3137534543") == std::string::npos, redact);
        EXPECT_EQ(text.find("fake:drive") == std::string::npos, redact);
    }
    EXPECT(readTranscript(folder / "t")->header.redacted);
}

TEST(a_virtual_recorder_opens_again_from_its_transcript) {
    const test::TemporaryFolder folder;
    const std::string file = folder / "a%b.jsonl";
    Medium before;
    {
        auto recorder = Recorder::open("virtual:" + folder / "x.disc" + "?medium=dvd+r", Recording{file, false});
        EXPECT_OK(recorder);
        EXPECT_OK((*recorder)->drive().waitUntilReady(std::chrono::seconds(5)));
        before = *inspectMedium((*recorder)->drive());
    }
    auto again = Recorder::open("replay:" + folder / "a%25b.jsonl");
    EXPECT_OK(again);
    EXPECT_EQ((*again)->vendorId(), "BURNISH");
    EXPECT_EQ((*again)->device(), "replay:" + folder / "a%25b.jsonl");
    EXPECT_OK((*again)->drive().waitUntilReady(std::chrono::seconds(5)));
    const auto after = inspectMedium((*again)->drive());
    EXPECT_OK(after);
    EXPECT(after->type == MediaType::DvdPlusR);
    EXPECT_EQ(after->state, before.state);
    EXPECT_EQ(after->freeSectors, before.freeSectors);
    EXPECT_STATUS(inspectMedium((*again)->drive()), status::E_REPLAY_DIFFERS);
}

TEST(files_that_are_no_transcripts) {
    const test::TemporaryFolder folder;
    const std::string header =
        R"({"burnish_transcript":1,"device":"x","maximum_transfer":65536,"bus":14,"driver":"","redacted":false})"
        "\n";
    for (const std::string &text :
         {std::string(), std::string("photos\n"), std::string("{}\n"), std::string("{\"burnish_transcript\":2}\n"),
          header + "[]\n\n", header + "{\"time\":0}\n",
          header + R"({"time":0,"name":"","cdb":"00","direction":"up","length":0,"status":0,"transferred":0})"
                   "\n",
          header + R"({"time":0,"name":"","cdb":"0G","direction":"none","length":0,"status":0,"transferred":0})"
                   "\n",
          header +
              R"({"time":0,"name":"","cdb":"00","direction":"in","length":2,"status":0,"transferred":2,"data":"00"})"
              "\n",
          header + "{\"end\":1}\n", header + "{\"end\":0}\n{\"end\":0}\n"}) {
        std::ofstream(folder / "t", std::ios::trunc) << text;
        EXPECT_STATUS(Recorder::open("replay:" + folder / "t"), status::E_NOT_A_TRANSCRIPT);
    }
    EXPECT_STATUS(Recorder::open("replay:" + folder / "none"), status::E_FAIL);
    EXPECT_STATUS(Recorder::open("replay:"), status::E_INVALIDARG);
    EXPECT_STATUS(Recorder::open("replay:" + folder / "t" + "?contents=all"), status::E_INVALIDARG);
}

TEST(a_transcript_that_was_cut_off_serves_up_to_there) {
    const test::TemporaryFolder folder;
    Bytes sector(2048), eight(8);
    recordTwo(folder / "t", sector);
    const std::string text = textOf(folder / "t");
    std::ofstream(folder / "t", std::ios::trunc) << text.substr(0, text.find("\"WRITE(10)"));
    const auto transcript = readTranscript(folder / "t");
    EXPECT_OK(transcript);
    EXPECT(!transcript->complete);
    auto transport = replayed(folder / "t");
    EXPECT_OK(transport->execute(mmc::inquiry(8), eight));
    const auto more = transport->execute(mmc::write10(16, 1), sector);
    EXPECT_STATUS(more, status::E_REPLAY_DIFFERS);
    EXPECT(more.error().message.find("cut off") != std::string::npos);
}

TEST(a_transcript_that_cannot_be_written) {
    const test::TemporaryFolder folder;
    const std::string device = "virtual:" + folder / "x.disc";
    EXPECT_STATUS(Recorder::open(device, Recording{folder / "no/such/folder/t", false}), status::E_FAIL);
    auto full = Recorder::open(device, Recording{"/dev/full", false});  // nothing can be written, and nobody is hurt
    EXPECT_OK(full);
    EXPECT_OK((*full)->drive().waitUntilReady(std::chrono::seconds(5)));
}

}  // namespace
