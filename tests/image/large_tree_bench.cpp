// SPDX-License-Identifier: LGPL-2.1-or-later
// A benchmark, reported and never asserted: 100,000 files added, laid out, read, taken over into a second session.
#include "image/image.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

using burnish::Image;
using burnish::Result;
using burnish::Stream;

namespace {

constexpr int Files = 100'000;
constexpr int FilesPerFolder = 1000;
constexpr std::size_t Block = 2048;

double peakMebibytes() {
    std::ifstream self("/proc/self/status");
    for (std::string word; self >> word;) {
        if (word == "VmHWM:") {
            double kibibytes = 0;
            self >> kibibytes;
            return kibibytes / 1024;
        }
    }
    return 0;
}

void require(bool good, const char *what) {
    if (!good) {
        std::fprintf(stderr, "%s failed\n", what);
        std::exit(EXIT_FAILURE);
    }
}

void timed(const char *what, const std::function<void()> &work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%-44s %8.2f s   peak memory %6.0f MiB\n", what, took.count(), peakMebibytes());
    std::fflush(stdout);
}

std::unique_ptr<Image> newImage() {
    auto made = Image::create({});
    require(made.ok(), "create");
    return std::move(*made);
}

std::vector<std::uint8_t> readAll(Image &image) {
    auto stream = image.createStream();
    require(stream.ok(), "createStream");
    std::vector<std::uint8_t> bytes((*stream)->length());
    for (std::size_t done = 0; done < bytes.size();) {
        const auto got = (*stream)->read(std::span(bytes).subspan(done));
        require(got.ok() && *got > 0, "read");
        done += *got;
    }
    return bytes;
}

}  // namespace

int main() {
    const auto first = newImage();
    std::vector<std::uint8_t> disc;
    timed("add 100,000 files of 1 byte", [&] {
        for (int i = 0; i < Files; ++i) {
            const std::string path =
                "/folder " + std::to_string(i / FilesPerFolder) + "/file number " + std::to_string(i) + ".txt";
            require(first->addBytes({1}, path).ok(), "addBytes");
        }
    });
    timed("look for changed names", [&] { (void)first->warnings(); });
    timed("lay out", [&] { require(first->createStream().ok(), "createStream"); });
    timed("lay out and read the whole image", [&] { disc = readAll(*first); });
    const auto second = newImage();
    const auto next = static_cast<std::uint32_t>(disc.size() / Block + 32);
    const Image::ReadBlocks read = [&](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) -> Result<void> {
        std::memcpy(target, disc.data() + lba * Block, count * Block);
        return {};
    };
    timed("take its session over", [&] { require(second->importSession(read, 0, next).ok(), "importSession"); });
    timed("lay out a second session, and read it", [&] { (void)readAll(*second); });
}
