// SPDX-License-Identifier: LGPL-2.1-or-later
// Virtual discs and sources for the tests of the engine.
#include "disc.hpp"

#include "check.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace test {

Folder::Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "burnish-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        fail(__FILE__, __LINE__, "no temporary folder");
    }
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void Disc::setFaults(const std::string &json) {
    faults_ = (folder_.path() / "faults.json").string();
    std::ofstream(faults_) << json;
}

std::string Disc::device() const {
    std::string text = "virtual:" + (folder_.path() / "disc").string() + "?medium=" + medium_;
    if (!option_.empty()) {
        text += "&" + option_;
    }
    if (!faults_.empty()) {
        text += "&faults=" + faults_;
    }
    return text;
}

std::shared_ptr<burnish::Recorder> Disc::open() const {
    auto recorder = burnish::Recorder::open(device());
    EXPECT_OK(recorder);
    return *recorder;
}

std::vector<std::uint8_t> Disc::isoBytes(std::int32_t lba, std::size_t count) const {
    std::ifstream file(this->file("disc.iso"), std::ios::binary);
    file.seekg(std::int64_t{lba} * 2048);
    std::vector<std::uint8_t> bytes(count);
    file.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

burnish::Result<std::size_t> PatternStream::read(std::span<std::uint8_t> target) {
    if (onRead) {
        onRead();
    }
    if (position_ >= failsAt) {
        return burnish::Error(burnish::status::E_STREAM_READ_FAILURE, "the source broke");
    }
    if (position_ >= liesAt) {
        return target.size() + 1;
    }
    const std::uint64_t end = std::min({length_, endsAt, failsAt, liesAt});
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), end > position_ ? end - position_ : 0));
    fill(position_, target.first(count));
    position_ += count;
    return count;
}

burnish::Result<void> PatternStream::seek(std::uint64_t offset) {
    position_ = offset;
    return {};
}

void PatternStream::fill(std::uint64_t offset, std::span<std::uint8_t> target) {
    for (std::size_t i = 0; i < target.size(); ++i) {
        const std::uint64_t place = offset + i;
        target[i] = static_cast<std::uint8_t>((place * 0x9E3779B97F4A7C15ULL) >> 56 ^ (place >> 11));
    }
}

std::vector<std::uint8_t> PatternStream::bytes(std::uint64_t length) {
    std::vector<std::uint8_t> result(static_cast<std::size_t>(length));
    fill(0, result);
    return result;
}

std::string outputOf(const std::string &commandLine) {
    FILE *pipe = popen((commandLine + " 2>&1").c_str(), "r");
    EXPECT(pipe != nullptr);
    std::string text;
    std::array<char, 4096> part{};
    for (std::size_t count = 0; (count = fread(part.data(), 1, part.size(), pipe)) > 0;) {
        text.append(part.data(), count);
    }
    const int status = pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fail(__FILE__, __LINE__, commandLine + ": " + text);
    }
    return text;
}

}  // namespace test
