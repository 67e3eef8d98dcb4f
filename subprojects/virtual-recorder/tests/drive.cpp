// SPDX-License-Identifier: LGPL-2.1-or-later
// The virtual drive for tests.
#include "drive.hpp"

#include "check.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace test {

using namespace virtual_recorder;

namespace {

std::string hex(std::uint32_t value, int digits) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%0*X", digits, value);
    return text.data();
}

// "2A 00" and a 32-bit number and a 16-bit number in their places.
std::string blockCommand(const char *code, std::int32_t lba, std::int32_t blocks) {
    const std::string address = hex(static_cast<std::uint32_t>(lba), 8),
                      count = hex(static_cast<std::uint32_t>(blocks), 4);
    std::string text = std::string(code) + " 00";
    for (std::size_t i = 0; i < 8; i += 2) {
        text += " " + address.substr(i, 2);
    }
    return text + " 00 " + count.substr(0, 2) + " " + count.substr(2, 2) + " 00";
}

Bytes bytesOf(const std::string &cdb) {
    std::istringstream in(cdb);
    Bytes bytes;
    unsigned value = 0;
    while (in >> std::hex >> value) {
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
    const std::size_t length = bytes[0] < 0x20 ? 6 : bytes[0] < 0x60 ? 10 : bytes[0] < 0xA0 ? 16 : 12;
    bytes.resize(std::max(bytes.size(), length));
    return bytes;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "virtual-recorder-XXXXXX").string();
    EXPECT(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string outcome(const Answer &answer) {
    if (answer.host == Host::TimedOut) {
        return "timed out";
    }
    if (answer.host == Host::Gone) {
        return "gone";
    }
    if (answer.status == 0x08) {
        return "BUSY";
    }
    if (answer.status == 0) {
        return answer.senseLength == 0 ? "GOOD" : "GOOD with sense";
    }
    const std::string sense =
        hex(answer.sense[2] & 0x0F, 1) + "/" + hex(answer.sense[12], 2) + "/" + hex(answer.sense[13], 2);
    return (answer.sense[0] & 0x7F) == 0x71 ? "71h " + sense : sense;
}

Drive::Drive(const std::string &medium) : time_(std::make_shared<std::chrono::nanoseconds>(1000)) {
    options.folder = folder_.file("disc");
    options.medium = medium;
}

void Drive::setFaults(const std::string &json) {
    options.faultsFile = folder_.file("faults.json");
    writeText(options.faultsFile, json);
}

void Drive::openAsPoweredUp() {
    std::string message;
    if (openTrouble(&message) != Trouble::None) {
        fail(__FILE__, __LINE__, message);
    }
}

void Drive::open() {
    openAsPoweredUp();
    EXPECT_EQ(receive("03 00 00 00 12", 18), "GOOD");
}

Trouble Drive::openTrouble(std::string *message) {
    recorder_.reset();
    Failure failure;
    recorder_ = Recorder::open(options, failure, [time = time_] { return *time; });
    EXPECT_EQ(recorder_ == nullptr, failure.trouble != Trouble::None);
    if (message != nullptr) {
        *message = failure.message;
    }
    return failure.trouble;
}

std::string Drive::execute(const std::string &cdb, Direction direction, std::span<std::uint8_t> data) {
    const Bytes bytes = bytesOf(cdb);
    answer_ = recorder_->execute(bytes, direction, data, timeout);
    return outcome(answer_);
}

std::string Drive::command(const std::string &cdb) {
    return execute(cdb, Direction::None, {});
}

std::string Drive::send(const std::string &cdb, const Bytes &data) {
    Bytes copy = data;
    return execute(cdb, Direction::ToDevice, copy);
}

std::string Drive::receive(const std::string &cdb, std::size_t most) {
    reply_.assign(most, 0xEE);
    const std::string result = execute(cdb, Direction::FromDevice, reply_);
    EXPECT(answer_.transferred <= most);
    for (std::size_t i = answer_.transferred; i < most; ++i) {
        EXPECT_EQ(reply_[i], 0xEE);  // nothing is touched behind what was transferred
    }
    reply_.resize(answer_.transferred);
    return result;
}

Bytes Drive::reply(const std::string &cdb, std::size_t most) {
    EXPECT_EQ(receive(cdb, most), "GOOD");
    return reply_;
}

Bytes Drive::writeParameters() {
    Bytes list(8 + 52);
    list[8] = 0x05;
    list[9] = 0x32;
    list[10] = 0x41;
    list[11] = 0xC4;
    list[12] = 0x08;
    list[8 + 15] = 150;
    return list;
}

std::string Drive::selectWriteParameters(bool nextSession, bool testWrite, bool underrunProtection) {
    Bytes list = writeParameters();
    list[10] = static_cast<std::uint8_t>(0x01 | (testWrite ? 0x10 : 0) | (underrunProtection ? 0x40 : 0));
    list[11] = nextSession ? 0xC4 : 0x04;
    return send("55 10 00 00 00 00 00 00 3C", list);
}

Bytes Drive::audioParameters(const AudioTrack &track) {
    Bytes list = writeParameters();
    list[10] = static_cast<std::uint8_t>(0x41 | (track.testWrite ? 0x10 : 0));
    list[11] = static_cast<std::uint8_t>((track.nextSession ? 0xC0 : 0) | track.trackMode);
    list[12] = 0;
    list[8 + 15] = 150;
    const auto put = [&](std::size_t at, const std::string &text) {
        list[8 + at] = text.empty() ? 0 : 0x80;
        std::copy(text.begin(), text.end(), list.begin() + 8 + static_cast<std::ptrdiff_t>(at) + 1);
    };
    put(16, track.mcn);
    put(32, track.isrc);
    return list;
}

std::string Drive::selectAudio(const AudioTrack &track) {
    return send("55 10 00 00 00 00 00 00 3C", audioParameters(track));
}

std::string Drive::writeAudio(std::int32_t lba, const Bytes &samples) {
    return send(blockCommand("2A", lba, static_cast<std::int32_t>(samples.size() / 2352)), samples);
}

std::int32_t Drive::writeAudioTrack(const Bytes &samples, const AudioTrack &track) {
    EXPECT_EQ(selectAudio(track), "GOOD");
    const std::int32_t start = nextWritable();
    EXPECT_EQ(writeAudio(start, samples), "GOOD");
    EXPECT_EQ(synchronize(), "GOOD");
    return start;
}

// Room for the longest sector there is.
std::string Drive::readCd(std::int32_t lba, std::int32_t blocks, std::uint8_t type, std::uint8_t fields,
                          std::uint8_t subChannel) {
    std::string cdb = blockCommand("BE", lba, blocks);  // … 00 hi lo 00
    cdb = "BE " + hex(static_cast<std::uint32_t>(type << 2), 2) + cdb.substr(5, 21) + " " + hex(fields, 2) + " " +
          hex(subChannel, 2);
    return receive(cdb, static_cast<std::size_t>(blocks) * (2352 + 296 + 96));
}

std::string Drive::selectSession(int writeType, int blockType, int multiSession, bool testWrite) {
    Bytes list = writeParameters();
    list[10] = static_cast<std::uint8_t>(0x40 | (testWrite ? 0x10 : 0) | writeType);
    list[11] = static_cast<std::uint8_t>(multiSession << 6);
    list[12] = static_cast<std::uint8_t>(blockType);
    return send("55 10 00 00 00 00 00 00 3C", list);
}

std::string Drive::sendCueSheet(const Bytes &sheet) {
    return send("5D 00 00 00 00 00 " + hex(static_cast<std::uint32_t>(sheet.size()), 6).insert(4, " ").insert(2, " "),
                sheet);
}

std::string Drive::writeSized(std::int32_t lba, const Bytes &data, std::size_t blockSize) {
    return send(blockCommand("2A", lba, static_cast<std::int32_t>(data.size() / blockSize)), data);
}

std::string Drive::write(std::int32_t lba, const Bytes &data) {
    return send(blockCommand("2A", lba, static_cast<std::int32_t>(data.size() / 2048)), data);
}

std::string Drive::read(std::int32_t lba, std::int32_t blocks) {
    return receive(blockCommand("28", lba, blocks), static_cast<std::size_t>(blocks) * 2048);
}

std::string Drive::synchronize(bool immed) {
    return command(immed ? "35 02" : "35");
}

std::string Drive::closing(int function, int track, bool immed) {
    return command("5B 0" + std::to_string(immed ? 1 : 0) + " 0" + std::to_string(function) + " 00 00 " +
                   hex(static_cast<std::uint32_t>(track), 2));
}

Bytes Drive::discInformation() {
    return reply("51 00 00 00 00 00 00 00 22", 34);
}

Bytes Drive::trackInformation(int number) {
    return reply("52 01 00 00 00 " + hex(static_cast<std::uint32_t>(number), 2) + " 00 00 24", 36);
}

std::int32_t Drive::nextWritable() {
    const Bytes info = trackInformation();
    EXPECT(info[7] & 1);
    return static_cast<std::int32_t>(get32(info, 12));
}

std::int32_t Drive::freeBlocks() {
    return static_cast<std::int32_t>(get32(trackInformation(), 16));
}

void Drive::writeFile(const std::string &file, std::int32_t lba) {
    Bytes data = fileContents(file);
    data.resize((data.size() + 2047) / 2048 * 2048);
    constexpr std::size_t Chunk = 16 * 2048;
    for (std::size_t at = 0; at < data.size(); at += Chunk) {
        const std::size_t length = std::min(Chunk, data.size() - at);
        const auto first = data.begin() + static_cast<std::ptrdiff_t>(at);
        EXPECT_EQ(write(lba, Bytes(first, first + static_cast<std::ptrdiff_t>(length))), "GOOD");
        lba += static_cast<std::int32_t>(length / 2048);
    }
}

Bytes pattern(std::int32_t blocks, std::uint32_t seed) {
    Bytes data(static_cast<std::size_t>(blocks) * 2048);
    std::uint32_t state = seed * 2654435761U + 1;
    for (auto &byte : data) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    return data;
}

Bytes samples(std::int32_t blocks, std::uint32_t seed) {
    Bytes data = pattern((blocks * 2352 + 2047) / 2048, seed);
    data.resize(static_cast<std::size_t>(blocks) * 2352);
    return data;
}

Bytes fileContents(const std::string &path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT(in.good());
    return Bytes(std::istreambuf_iterator<char>(in), {});
}

void writeText(const std::string &path, const std::string &text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    EXPECT(out.good());
}

std::string shell(const std::string &line) {
    FILE *pipe = popen(("{ " + line + "; } 2>&1").c_str(), "r");
    EXPECT(pipe != nullptr);
    std::string text;
    std::array<char, 4096> buffer{};
    for (std::size_t got; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
        text.append(buffer.data(), got);
    }
    if (pclose(pipe) != 0) {
        fail(__FILE__, __LINE__, line + " failed:\n" + text);
    }
    return text;
}

std::uint32_t get32(const Bytes &bytes, std::size_t at) {
    EXPECT(bytes.size() >= at + 4);
    return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
           static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

std::uint32_t get16(const Bytes &bytes, std::size_t at) {
    EXPECT(bytes.size() >= at + 2);
    return static_cast<std::uint32_t>(bytes[at]) << 8 | bytes[at + 1];
}

Bytes part(const Bytes &bytes, std::size_t from, std::size_t to) {
    EXPECT(from <= to && to <= bytes.size());
    return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(to)};
}

Bytes operator+(Bytes one, const Bytes &other) {
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

bool contains(const std::string &text, const std::string &part) {
    return text.find(part) != std::string::npos;
}

}  // namespace test
