// SPDX-License-Identifier: LGPL-2.1-or-later
// A virtual drive for tests: a disc in a fresh folder, a clock that the test moves, and CDBs in hexadecimal.
#pragma once

#include "virtual_recorder/recorder.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace test {

using Bytes = std::vector<std::uint8_t>;

// A folder that is gone afterwards, with all that is in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
    [[nodiscard]] std::string file(const std::string &name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// What became of a command: "GOOD", "BUSY", "3/0C/00", "71h 3/0C/00", "timed out", "gone".
[[nodiscard]] std::string outcome(const virtual_recorder::Answer &answer);

// How an audio track is to be written.
struct AudioTrack {
    std::uint8_t trackMode = 0;  // 1 pre-emphasis, 2 copy permitted
    std::string mcn = {};
    std::string isrc = {};
    bool nextSession = true;
    bool testWrite = false;
};

class Drive {
public:
    explicit Drive(const std::string &medium = "");

    // Sets options before open().
    virtual_recorder::Options options;
    void setFaults(const std::string &json);

    void open();             // and takes the power-on attention
    void openAsPoweredUp();  // leaves it
    void close() { recorder_.reset(); }
    [[nodiscard]] virtual_recorder::Recorder &recorder() { return *recorder_; }
    [[nodiscard]] virtual_recorder::Trouble openTrouble(std::string *message = nullptr);  // None when it opens

    // Commands. The CDB is written as hexadecimal bytes: "51 00 00 …", padded with zeros to its length.
    std::string command(const std::string &cdb);
    std::string send(const std::string &cdb, const Bytes &data);
    std::string receive(const std::string &cdb, std::size_t most);  // the reply stands in reply()
    Bytes reply(const std::string &cdb, std::size_t most);          // must be GOOD
    [[nodiscard]] const Bytes &reply() const { return reply_; }
    [[nodiscard]] const virtual_recorder::Answer &answer() const { return answer_; }

    // Common dialogues.
    Bytes writeParameters();  // page 05 as a MODE SELECT(10) list: track at once, mode 1, next session allowed
    std::string selectWriteParameters(bool nextSession = true, bool testWrite = false, bool underrunProtection = true);
    Bytes audioParameters(const AudioTrack &track = {});  // the same for audio
    std::string selectAudio(const AudioTrack &track = {});
    // Page 05 for a session at once (write type 2) or raw (3).
    std::string selectSession(int writeType, int blockType = 0, int multiSession = 0, bool testWrite = false);
    std::string sendCueSheet(const Bytes &sheet);
    std::string writeSized(std::int32_t lba, const Bytes &data, std::size_t blockSize);  // blocks of any size
    std::string write(std::int32_t lba, const Bytes &data);
    std::string writeAudio(std::int32_t lba, const Bytes &samples);
    std::int32_t writeAudioTrack(const Bytes &samples, const AudioTrack &track = {});  // a whole one; where it starts
    std::string readCd(std::int32_t lba, std::int32_t blocks, std::uint8_t type = 0, std::uint8_t fields = 0xF8,
                       std::uint8_t subChannel = 0);
    std::string read(std::int32_t lba, std::int32_t blocks);
    std::string synchronize(bool immed = false);
    std::string closing(int function, int track = 0, bool immed = false);
    Bytes discInformation();
    Bytes trackInformation(int number = 0xFF);
    std::int32_t nextWritable();
    std::int32_t freeBlocks();
    void writeFile(const std::string &file, std::int32_t lba);  // a whole image, padded to blocks, in chunks of 16

    void advance(std::chrono::nanoseconds time) { *time_ += time; }
    [[nodiscard]] const TemporaryFolder &folder() const { return folder_; }
    [[nodiscard]] std::string file(const std::string &name) const { return options.folder + "/" + name; }

    std::chrono::milliseconds timeout{30000};

private:
    std::string execute(const std::string &cdb, virtual_recorder::Direction direction, std::span<std::uint8_t> data);

    TemporaryFolder folder_;
    std::shared_ptr<std::chrono::nanoseconds> time_;
    std::unique_ptr<virtual_recorder::Recorder> recorder_;
    virtual_recorder::Answer answer_;
    Bytes reply_;
};

// Blocks that differ from each other and from any other seed's.
[[nodiscard]] Bytes pattern(std::int32_t blocks, std::uint32_t seed = 1);
[[nodiscard]] Bytes samples(std::int32_t blocks, std::uint32_t seed = 1);  // of 2352 bytes
[[nodiscard]] Bytes fileContents(const std::string &path);
void writeText(const std::string &path, const std::string &text);
// Runs a shell command line; its output, and a failure of the test when it does not exit with 0.
std::string shell(const std::string &line);

[[nodiscard]] std::uint32_t get32(const Bytes &bytes, std::size_t at);
[[nodiscard]] std::uint32_t get16(const Bytes &bytes, std::size_t at);
[[nodiscard]] Bytes part(const Bytes &bytes, std::size_t from, std::size_t to);
[[nodiscard]] Bytes operator+(Bytes one, const Bytes &other);
[[nodiscard]] bool contains(const std::string &text, const std::string &part);

}  // namespace test
