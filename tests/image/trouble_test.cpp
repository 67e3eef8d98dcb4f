// SPDX-License-Identifier: LGPL-2.1-or-later
// Sources that go wrong, and readers that give up, while an image is being made.
#include "check.hpp"
#include "image_fixture.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace image_test;
using burnish::Image;
using burnish::Status;
using burnish::Stream;
namespace status = burnish::status;

namespace {

constexpr std::size_t Mebibyte = 1024 * 1024;

// Files come in the order of their names: before "victim" lies more than libisofs and the reader hold ready.
struct Scene {
    Folder sources;
    std::string victim;
    std::unique_ptr<Image> image;
    std::unique_ptr<Stream> stream;

    explicit Scene(std::size_t victimSize = Mebibyte) {
        sources.write("before.bin", pattern(8 * Mebibyte, 1));
        victim = sources.write("victim.bin", pattern(victimSize, 2));
        sources.write("zz-after.bin", pattern(Mebibyte, 3));
        image = imageOf(sources);
        stream = streamOf(*image);
        readExactly(*stream, Mebibyte);
    }
};

void expectTrouble(Scene &scene, Status expected) {
    const auto result = readToTheEnd(*scene.stream);
    EXPECT_STATUS(result, expected);
    EXPECT(contains(result.error().message, scene.victim));
    std::uint8_t byte = 0;
    EXPECT_STATUS(scene.stream->read(std::span(&byte, 1)), expected);  // and it stays so
}

std::size_t threadCount() {
    std::size_t count = 0;
    for (const auto &entry : fs::directory_iterator("/proc/self/task")) {
        static_cast<void>(entry);
        ++count;
    }
    return count;
}

}  // namespace

TEST(sourceIsDeleted) {
    Scene scene;
    fs::remove(scene.victim);
    expectTrouble(scene, status::E_DATA_STREAM_READ_FAILURE);
}

TEST(sourceIsTruncated) {
    Scene scene;
    fs::resize_file(scene.victim, Mebibyte - 1);
    expectTrouble(scene, status::E_DATA_STREAM_INCONSISTENCY);
}

TEST(sourceIsEmptied) {
    Scene scene;
    fs::resize_file(scene.victim, 0);
    expectTrouble(scene, status::E_DATA_STREAM_INCONSISTENCY);
}

TEST(sourceGrows) {
    Scene scene;
    fs::resize_file(scene.victim, Mebibyte + 1);
    expectTrouble(scene, status::E_DATA_STREAM_INCONSISTENCY);
}

TEST(sourceIsTruncatedWhileItIsOpen) {
    Scene scene(32 * Mebibyte);
    readExactly(*scene.stream, 16 * Mebibyte);
    fs::resize_file(scene.victim, 24 * Mebibyte);
    expectTrouble(scene, status::E_DATA_STREAM_INCONSISTENCY);
}

TEST(sourceGrowsWhileItIsOpen) {
    Scene scene(32 * Mebibyte);
    readExactly(*scene.stream, 16 * Mebibyte);
    fs::resize_file(scene.victim, 33 * Mebibyte);
    expectTrouble(scene, status::E_DATA_STREAM_INCONSISTENCY);
}

TEST(emptySourceGrows) {
    Scene scene(0);
    scene.sources.write("victim.bin", "x");
    expectTrouble(scene, status::E_DATA_STREAM_INCONSISTENCY);
}

// A file that is deleted while it is open is still there for who has it open.
TEST(sourceIsDeletedWhileItIsOpen) {
    Scene scene(32 * Mebibyte);
    readExactly(*scene.stream, 16 * Mebibyte);
    fs::remove(scene.victim);
    EXPECT_OK(readToTheEnd(*scene.stream, 17 * Mebibyte));
}

TEST(sourceBecomesUnreadable) {
    const Nobody nobody;
    Scene scene;
    fs::permissions(scene.victim, fs::perms(0));
    expectTrouble(scene, status::E_DATA_STREAM_READ_FAILURE);
}

TEST(sourceBecomesAFolder) {
    Scene scene;
    fs::remove(scene.victim);
    fs::create_directory(scene.victim);
    expectTrouble(scene, status::E_DATA_STREAM_READ_FAILURE);
}

// Opening a pipe that nobody writes to would wait for ever.
TEST(sourceBecomesAPipe) {
    Scene scene;
    fs::remove(scene.victim);
    EXPECT_EQ(mkfifo(scene.victim.c_str(), 0600), 0);
    expectTrouble(scene, status::E_DATA_STREAM_READ_FAILURE);
}

// What a link leads to is not what was asked to be burned.
TEST(sourceBecomesALink) {
    Scene scene;
    scene.sources.write("elsewhere", pattern(Mebibyte, 9));
    fs::remove(scene.victim);
    fs::create_symlink("elsewhere", scene.victim);
    expectTrouble(scene, status::E_DATA_STREAM_READ_FAILURE);
}

TEST(sourceFolderIsDeleted) {
    Scene scene;
    fs::remove_all(scene.sources.path());
    expectTrouble(scene, status::E_DATA_STREAM_READ_FAILURE);
}

// The size is the same and nobody can tell whether the contents fit together: a warning, no error.
TEST(sourceIsRewrittenWithTheSameSize) {
    Scene scene;
    scene.sources.write("victim.bin", pattern(Mebibyte, 7));
    fs::last_write_time(scene.victim, fs::file_time_type::clock::now() + std::chrono::hours(1));
    EXPECT_OK(readToTheEnd(*scene.stream, Mebibyte));
    const std::string warnings = allWarnings(*scene.image);
    EXPECT(contains(warnings, scene.victim));
    EXPECT(contains(warnings, "was written to while"));
}

TEST(troubleCanBeMendedAndTheImageMadeAgain) {
    Scene scene;
    const Bytes contents = contentsOf(scene.victim);
    const auto date = fs::last_write_time(scene.victim);
    fs::remove(scene.victim);
    expectTrouble(scene, status::E_DATA_STREAM_READ_FAILURE);
    scene.sources.write("victim.bin", contents);
    fs::last_write_time(scene.victim, date);
    EXPECT_OK(scene.stream->seek(0));
    EXPECT_OK(readToTheEnd(*scene.stream));
    EXPECT(scene.image->warnings().empty());
}

// Each stream gets its own trouble and the third none, whatever libisofs has to say to the process.
TEST(imagesInParallelKeepTheirTroubleApart) {
    Scene vanishes;
    Scene shrinks;
    Scene stays;
    fs::remove(vanishes.victim);
    fs::resize_file(shrinks.victim, 5);
    Status ends[3] = {};
    std::string messages[3];
    const auto read = [&](int i, Scene &scene) {
        const auto result = readToTheEnd(*scene.stream, Mebibyte);
        ends[i] = result.ok() ? status::S_OK : result.error().status;
        messages[i] = result.ok() ? "" : result.error().message;
    };
    std::thread first(read, 0, std::ref(vanishes));
    std::thread second(read, 1, std::ref(shrinks));
    std::thread third(read, 2, std::ref(stays));
    first.join();
    second.join();
    third.join();
    EXPECT_EQ(ends[0], status::E_DATA_STREAM_READ_FAILURE);
    EXPECT(contains(messages[0], vanishes.victim));
    EXPECT_EQ(ends[1], status::E_DATA_STREAM_INCONSISTENCY);
    EXPECT(contains(messages[1], shrinks.victim));
    EXPECT_EQ(ends[2], status::S_OK);
}

TEST(manyImagesAreMadeAtOnce) {
    const Folder sources;
    for (int i = 0; i < 50; ++i) {
        sources.write("folder/" + std::to_string(i), pattern(3000, static_cast<std::uint32_t>(i)));
    }
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            auto image = Image::create({});
            if (image && (*image)->addPath(sources.path(), "/").ok()) {
                auto stream = (*image)->createStream();
                good += stream && readToTheEnd(**stream).ok() ? 1 : 0;
            }
        });
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    EXPECT_EQ(good.load(), 8);
}

TEST(streamsThatAreNotReadToTheirEndGoAway) {
    std::thread([] {}).join();  // a sanitizer's own thread comes with the first one
    const std::size_t before = threadCount();
    for (const std::size_t part : {std::size_t{0}, std::size_t{1}, Mebibyte, 5 * Mebibyte}) {
        const Folder sources;
        sources.write("a.bin", pattern(8 * Mebibyte, 1));
        const auto image = imageOf(sources);
        const auto stream = streamOf(*image);
        readExactly(*stream, part);
    }
    EXPECT_EQ(threadCount(), before);
}

TEST(interruptEndsReading) {
    const Folder sources;
    sources.writeSparse("endless.bin", 400'000'000'000);
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    readExactly(*stream, Mebibyte);
    std::thread reader;
    burnish::Result<void> end;
    reader = std::thread([&] { end = readToTheEnd(*stream); });
    stream->interrupt();
    reader.join();
    EXPECT_STATUS(end, status::E_REQUEST_CANCELLED);
    EXPECT_OK(stream->seek(0));
    readExactly(*stream, Mebibyte);
}

// A lease makes opening wait until its holder gives it back, which this one does not: a source that never answers.
TEST(interruptWakesAReadThatWaits) {
    const Folder sources;
    std::signal(SIGIO, SIG_IGN);
    const std::string leased = sources.write("leased.bin", pattern(100000, 1));
    const auto image = imageOf(sources);
    const int holder = open(leased.c_str(), O_RDONLY);
    EXPECT(holder >= 0);
    EXPECT_EQ(fcntl(holder, F_SETLEASE, F_WRLCK), 0);
    const auto stream = streamOf(*image);
    burnish::Result<void> end;
    std::atomic<bool> reading = false;
    std::thread reader([&] {
        reading = true;
        end = readToTheEnd(*stream);
    });
    while (!reading) {
        std::this_thread::yield();
    }
    const auto begin = std::chrono::steady_clock::now();
    stream->interrupt();
    reader.join();
    EXPECT(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    EXPECT_STATUS(end, status::E_REQUEST_CANCELLED);
    EXPECT_EQ(fcntl(holder, F_SETLEASE, F_UNLCK), 0);
    EXPECT_EQ(close(holder), 0);
    EXPECT_OK(stream->seek(0));
    EXPECT_OK(readToTheEnd(*stream));
}

TEST(waitingForALeaseThatIsGivenBack) {
    const Folder sources;
    std::signal(SIGIO, SIG_IGN);
    const std::string leased = sources.write("leased.bin", pattern(100000, 1));
    const auto image = imageOf(sources);
    const int holder = open(leased.c_str(), O_RDONLY);
    EXPECT(holder >= 0);
    EXPECT_EQ(fcntl(holder, F_SETLEASE, F_WRLCK), 0);
    const auto stream = streamOf(*image);
    std::thread giver([&] {
        while (fcntl(holder, F_GETLEASE) == F_WRLCK) {
            std::this_thread::yield();  // until the stream asks for it
        }
        fcntl(holder, F_SETLEASE, F_UNLCK);
    });
    EXPECT_OK(readToTheEnd(*stream));
    giver.join();
    close(holder);
}

TEST(interruptBeforeTheFirstRead) {
    const Folder sources;
    sources.write("a.bin", pattern(Mebibyte, 1));
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    stream->interrupt();
    EXPECT_STATUS(readToTheEnd(*stream), status::E_REQUEST_CANCELLED);
}

// Two gibibytes pass through; nowhere do they gather.
TEST(memoryDoesNotGrowWithTheImage) {
    const Folder sources;
    sources.writeSparse("large.bin", 2048 * Mebibyte);
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    readExactly(*stream, 64 * Mebibyte);
    rusage before{};
    rusage after{};
    EXPECT_EQ(getrusage(RUSAGE_SELF, &before), 0);
    readExactly(*stream, 1900 * Mebibyte);
    EXPECT_EQ(getrusage(RUSAGE_SELF, &after), 0);
    EXPECT(after.ru_maxrss - before.ru_maxrss < 32 * 1024);
}

// Signals are the program's: libisofs's thread takes none.
TEST(makingAnImageLeavesSignalsAlone) {
    const Folder sources;
    sources.write("a.bin", pattern(8 * Mebibyte, 1));
    sigset_t before;
    sigset_t after;
    EXPECT_EQ(pthread_sigmask(SIG_SETMASK, nullptr, &before), 0);
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    EXPECT_EQ(pthread_sigmask(SIG_SETMASK, nullptr, &after), 0);
    for (int signal = 1; signal < NSIG; ++signal) {
        EXPECT_EQ(sigismember(&after, signal), sigismember(&before, signal));
    }
    const std::string own = std::to_string(gettid());
    bool blocked = false;
    for (const auto &entry : fs::directory_iterator("/proc/" + std::to_string(getpid()) + "/task")) {
        if (entry.path().filename() != own) {
            blocked = contains(run("grep SigBlk " + entry.path().string() + "/status"), "fffffffe7ffb");
        }
    }
    EXPECT(blocked);
}
