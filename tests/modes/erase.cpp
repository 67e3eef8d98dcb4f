// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-RW on the virtual recorder: burned, erased and burned again, read by programs that are not ours.
#include "data_support.hpp"
#include "formats/erase_format.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

using namespace burnish;
using namespace test;

namespace {

constexpr std::array Media{"cd-rw-74", "cd-rw-80"};

struct Erased {
    Status status = status::S_OK;
    Error error;
    std::vector<EraseProgress> events;
};

Erased erase(const std::shared_ptr<Recorder> &recorder, bool full) {
    EraseFormat format;
    EXPECT_OK(format.setRecorder(recorder));
    EXPECT_OK(format.setClientName("burnish tests"));
    EXPECT_OK(format.change([=](EraseSettings &settings) { settings.fullErase = full; }));
    Erased erased;
    auto result = format.eraseMedia([&](const EraseProgress &event) { erased.events.push_back(event); });
    if (!result.ok()) {
        erased.status = result.error().status;
        erased.error = result.error();
    }
    return erased;
}

Erased eraseDisc(const Disc &disc, bool full) {
    const auto recorder = disc.open();
    auto erased = erase(recorder, full);
    expectReleased(disc, recorder);
    return erased;
}

void expectBlank(const Disc &disc) {
    const auto medium = mediumOf(disc);
    EXPECT(medium.physicallyBlank && medium.erasable);
    EXPECT_EQ(medium.state, media_state::Blank | media_state::Appendable);
    EXPECT_EQ(medium.nextWritableAddress, 0);
    EXPECT_EQ(medium.sessions, 0);
    for (const char *name : {"disc.iso", "disc.bin", "disc.cue", "disc.toc"}) {
        EXPECT(!std::filesystem::exists(disc.file(name)));
    }
}

// An ISO image with one file in it, made by another program.
class Image {
public:
    explicit Image(const std::string &text) : text_(text) {
        const auto tree = folder_.path() / "tree";
        std::filesystem::create_directory(tree);
        std::ofstream(tree / "note.txt") << text;
        (void)outputOf("xorriso -as mkisofs -quiet -J -R -o " + path() + " " + tree.string());
    }
    [[nodiscard]] std::string path() const { return (folder_.path() / "image.iso").string(); }

    void burnTo(const Disc &disc, bool close) const {
        auto stream = openFile();
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [=](DataSettings &settings) {
            settings.verification = VerificationLevel::Full;
            settings.forceMediaToBeClosed = close;
        });
        const auto outcome = write(*format, *stream);
        EXPECT_EQ(outcome.error.message, std::string());
        EXPECT_EQ(outcome.status, status::S_OK);
        EXPECT(outcome.report->verified);
        EXPECT_EQ(outcome.report->startLba, 0);
        expectReleased(disc, recorder);
        expectOn(disc);
    }

    void expectOn(const Disc &disc) const {
        const std::string iso = disc.file("disc.iso").string();
        EXPECT_EQ(outputOf("isoinfo -R -i " + iso + " -x /note.txt"), text_);
        const auto copy = folder_.path() / "copy.txt";
        (void)outputOf("xorriso -osirrox on -indev " + iso + " -extract /note.txt " + copy.string());
        std::ifstream file(copy);
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text_);
        std::filesystem::permissions(copy, std::filesystem::perms::owner_all);
        std::filesystem::remove(copy);
    }

private:
    [[nodiscard]] std::unique_ptr<Stream> openFile() const;

    Folder folder_;
    std::string text_;
};

// The image as a stream.
class BytesStream final : public Stream {
public:
    explicit BytesStream(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t length() const override { return bytes_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override {
        const std::size_t count = std::min(target.size(), bytes_.size() - at_);
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), count, target.begin());
        at_ += count;
        return count;
    }
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override {
        at_ = static_cast<std::size_t>(offset);
        return {};
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

std::unique_ptr<Stream> Image::openFile() const {
    std::ifstream file(path(), std::ios::binary);
    std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(file), {});
    EXPECT(!bytes.empty() && bytes.size() % Sector == 0);
    return std::make_unique<BytesStream>(std::move(bytes));
}

}  // namespace

TEST(burnEraseQuicklyBurnEraseFullyBurn) {
    const Image first("the first contents\n"), second("others, and longer ones\n"), third("the last\n");
    for (const char *medium : Media) {
        const Disc disc(medium);
        first.burnTo(disc, true);
        EXPECT_EQ(mediumOf(disc).state, media_state::Finalized | media_state::EraseRequired);
        EXPECT_EQ(eraseDisc(disc, false).status, status::S_OK);
        expectBlank(disc);
        second.burnTo(disc, false);
        EXPECT_EQ(mediumOf(disc).state, media_state::Appendable);
        EXPECT_EQ(eraseDisc(disc, true).status, status::S_OK);
        expectBlank(disc);
        third.burnTo(disc, true);
    }
}

TEST(progressBeginsAndEnds) {
    const Disc disc("cd-rw-80");
    const auto erased = eraseDisc(disc, false);  // of a blank disc: no harm
    EXPECT_EQ(erased.status, status::S_OK);
    EXPECT(erased.events.size() >= 2);
    EXPECT_EQ(erased.events.front().elapsedSeconds, 0);
    EXPECT(erased.events.front().estimatedTotalSeconds > 0);
    EXPECT_EQ(erased.events.back().progress, 1.0);
}

TEST(finalizedRewritableDiscIsRefusedWithTheAdviceToErase) {
    const Disc disc("cd-rw-80");
    EXPECT_EQ(writePattern(disc, 300, [](DataSettings &s) { s.forceMediaToBeClosed = true; }).status, status::S_OK);
    const auto second = writePattern(disc, 300);
    EXPECT_EQ(second.status, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    EXPECT(second.error.message.find("erase it first") != std::string::npos);
    EXPECT(disc.isoBytes(0, 300 * Sector) == PatternStream::bytes(300 * Sector));
}

TEST(appendableRewritableDiscTakesAnotherSession) {
    const Disc disc("cd-rw-74");
    EXPECT_EQ(writePattern(disc, 400).status, status::S_OK);
    const auto second = writePattern(disc, 500, [](DataSettings &s) { s.verification = VerificationLevel::Full; });
    EXPECT_EQ(second.status, status::S_OK);
    EXPECT_EQ(second.report->startLba, 400 + 150 + 2 + 11400);
    EXPECT(second.report->verified);
    EXPECT_EQ(mediumOf(disc).sessions, 2);
    EXPECT_EQ(eraseDisc(disc, false).status, status::S_OK);
    expectBlank(disc);
}

TEST(testWriteLeavesARewritableDiscBlank) {
    const Disc disc("cd-rw-80");
    EXPECT_EQ(writePattern(disc, 400, [](DataSettings &s) { s.simulate = true; }).status, status::S_OK);
    EXPECT(mediumOf(disc).physicallyBlank);
}

TEST(discsThatAreWrittenOnceAreRefusedAndStay) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        for (const bool full : {false, true}) {
            const Disc disc(medium);
            EXPECT_EQ(writePattern(disc, 300).status, status::S_OK);
            const auto erased = eraseDisc(disc, full);
            EXPECT_EQ(erased.status, status::E_ERASE_MEDIA_IS_NOT_ERASABLE);
            EXPECT(erased.events.empty());
            EXPECT(disc.isoBytes(0, 300 * Sector) == PatternStream::bytes(300 * Sector));
        }
    }
}

TEST(emptyTrayCannotBeErased) {
    Disc disc("cd-rw-80");
    disc.setOption("empty=1");
    EXPECT_EQ(erase(disc.open(), false).status, status::E_RECORDER_MEDIA_NO_MEDIA);
}

TEST(neitherEraseDuringAWriteNorWriteDuringAnErase) {
    const Disc disc("cd-rw-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    PatternStream stream(600 * Sector);
    Status inside = status::S_OK;
    const auto outcome = write(*format, stream, [&](const DataProgress &event) {
        if (event.action == DataAction::WritingData) {
            std::thread([&] { inside = erase(recorder, false).status; }).join();
        }
    });
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT_EQ(inside, status::E_RECORDER_LOCKED);
    EraseFormat eraser;
    EXPECT_OK(eraser.setRecorder(recorder));
    EXPECT_OK(eraser.setClientName("burnish tests"));
    Status other = status::S_OK;
    EXPECT_OK(eraser.eraseMedia([&](const EraseProgress &) {
        PatternStream more(300 * Sector);
        other = format->write(more, {}).error().status;
    }));
    EXPECT_EQ(other, status::E_RECORDER_LOCKED);
    EXPECT(eraser.medium()->physicallyBlank);
    expectReleased(disc, recorder);
}

TEST(drivesThatFailToErase) {
    struct Row {
        const char *fault;
        Status expected;
    };
    const std::array rows{
        Row{R"j({"command":"BLANK","sense":"5/24/00","times":"forever"})j", status::E_ERASE_DRIVE_FAILED_ERASE_COMMAND},
        Row{R"j({"command":"BLANK","sense":"3/51/00"})j", status::E_ERASE_DRIVE_FAILED_ERASE_COMMAND},
        Row{R"j({"command":"BLANK","sense":"3/51/00","deferred":true})j", status::E_ERASE_TOOK_LONGER_THAN_ONE_HOUR},
        Row{R"j({"command":"BLANK","effect":"never"})j", status::E_RECORDER_COMMAND_TIMEOUT},
        Row{R"j({"command":"START STOP UNIT","sense":"4/3E/01"})j", status::E_ERASE_DRIVE_FAILED_SPINUP_COMMAND},
        Row{R"j({"command":"READ DISC INFORMATION","effect":"short","bytes":3,"times":"forever"})j",
            status::E_ERASE_DISC_INFORMATION_TOO_SMALL},
    };
    for (const Row &row : rows) {
        Disc disc("cd-rw-80");
        EXPECT_EQ(writePattern(disc, 300).status, status::S_OK);
        disc.setFaults(std::string("{\"faults\":[") + row.fault + "]}");
        {
            const auto recorder = disc.open();
            EXPECT_EQ(erase(recorder, false).status, row.expected);
            EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
        }
        disc.setFaults("{\"faults\":[]}");
        EXPECT_EQ(eraseDisc(disc, false).status, status::S_OK);  // it can be tried again
        expectBlank(disc);
    }
}

TEST(driveThatVanishesInMidErase) {
    Disc disc("cd-rw-80");
    EXPECT_EQ(writePattern(disc, 300).status, status::S_OK);
    disc.setFaults(R"j({"faults":[{"command":"BLANK","effect":"vanish"}]})j");
    EXPECT_EQ(erase(disc.open(), true).status, status::E_DEV_NOT_EXIST);
    disc.setFaults("{\"faults\":[]}");
    EXPECT_EQ(mediumOf(disc).sessions, 1);  // it never got the command
}

// The process dies while a drive that takes its time erases. The disc says that it is neither what it was nor blank.
TEST(killedEraseLeavesADiscThatTellsTheTruth) {
    Disc disc("cd-rw-80");
    EXPECT_EQ(writePattern(disc, 300).status, status::S_OK);
    disc.setOption("pace=4");
    std::array<int, 2> pipes{};
    EXPECT_EQ(pipe(pipes.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        EraseFormat format;
        int events = 0;
        bool set = format.setRecorder(disc.open()).ok() && format.setClientName("killed").ok();
        set = set && !format
                          .eraseMedia([&](const EraseProgress &) {
                              if (++events == 2) {  // the drive has begun
                                  (void)!::write(pipes[1], "r", 1);
                                  pause();
                              }
                          })
                          .ok();
        _exit(1);
    }
    close(pipes[1]);
    char byte = 0;
    EXPECT_EQ(read(pipes[0], &byte, 1), 1);
    close(pipes[0]);
    kill(child, SIGKILL);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT(WIFSIGNALED(status));
    disc.setOption("buffer=2048");
    const auto left = mediumOf(disc);
    EXPECT(!left.physicallyBlank);
    EXPECT_EQ(left.state, media_state::Finalized | media_state::EraseRequired | media_state::Damaged);
    EXPECT_EQ(writePattern(disc, 300).status, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    EXPECT_EQ(eraseDisc(disc, false).status, status::S_OK);
    expectBlank(disc);
    EXPECT_EQ(writePattern(disc, 300).status, status::S_OK);
}
