// SPDX-License-Identifier: LGPL-2.1-or-later
// A virtual disc in a folder of its own, and a source of bytes that can misbehave.
#pragma once

#include "recorder/recorder.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace test {

// A temporary folder that goes with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    [[nodiscard]] const std::filesystem::path &path() const { return path_; }

private:
    std::filesystem::path path_;
};

class Disc {
public:
    explicit Disc(std::string medium) : medium_(std::move(medium)) {}

    // The text of a fault script, for the recorders opened from now on.
    void setFaults(const std::string &json);
    // Another option of the device string: "empty=1".
    void setOption(const std::string &option) { option_ = option; }
    [[nodiscard]] std::string device() const;
    // Fails the test where the disc does not open.
    [[nodiscard]] std::shared_ptr<burnish::Recorder> open() const;
    [[nodiscard]] std::filesystem::path file(const std::string &name) const { return folder_.path() / "disc" / name; }
    // The bytes of disc.iso from a sector on.
    [[nodiscard]] std::vector<std::uint8_t> isoBytes(std::int32_t lba, std::size_t bytes) const;

private:
    Folder folder_;
    std::string medium_;
    std::string option_;
    std::string faults_;
};

// Bytes that depend on their place alone, so that any mix-up shows. Never held whole.
class PatternStream : public burnish::Stream {
public:
    explicit PatternStream(std::uint64_t length) : length_(length) {}

    std::uint64_t endsAt = UINT64_MAX;   // the stream ends there, whatever it announced
    std::uint64_t failsAt = UINT64_MAX;  // reading fails there
    std::uint64_t liesAt = UINT64_MAX;   // read() claims more than it was asked for
    std::function<void()> onRead;

    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] burnish::Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] burnish::Result<void> seek(std::uint64_t offset) override;

    static void fill(std::uint64_t offset, std::span<std::uint8_t> target);
    [[nodiscard]] static std::vector<std::uint8_t> bytes(std::uint64_t length);

private:
    std::uint64_t length_;
    std::uint64_t position_ = 0;
};

// The standard output of a program; the test fails where it does not end with 0.
[[nodiscard]] std::string outputOf(const std::string &commandLine);

}  // namespace test
