// SPDX-License-Identifier: LGPL-2.1-or-later
// The engine burns through libcdio itself. The drive is a served virtual recorder, which a preloaded bridge shows as
// /dev/sr0, with what Linux keeps quiet about commands that come through libcdio.
#include "data_support.hpp"
#include "served_recorder.hpp"
#include "tao_support.hpp"

#include "transport/cdio.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>

using namespace burnish;
using namespace test;

namespace {

// A served recorder, which is /dev/sr0 while this lives.
struct Bridged {
    explicit Bridged(const std::string &options = "") : served(options) {
        ::setenv("VIRTUAL_RECORDER_SOCKET", served.socket().c_str(), 1);
    }
    ~Bridged() { ::unsetenv("VIRTUAL_RECORDER_SOCKET"); }
    Bridged(const Bridged &) = delete;
    Bridged &operator=(const Bridged &) = delete;

    [[nodiscard]] static Result<std::shared_ptr<Recorder>> tryOpen() {
        TRY_ASSIGN(auto transport, openCdio("cdio:/dev/sr0", CdioDevice{"/dev/sr0"}));
        return Recorder::open(std::move(transport));
    }
    [[nodiscard]] static std::shared_ptr<Recorder> open() {
        auto recorder = tryOpen();
        EXPECT_OK(recorder);
        return std::move(*recorder);
    }
    [[nodiscard]] std::vector<std::uint8_t> exported(const std::string &name, std::uint64_t offset,
                                                     std::size_t bytes) const {
        std::ifstream file(served.folder().path() / "disc" / name, std::ios::binary);
        file.seekg(static_cast<std::streamoff>(offset));
        std::vector<std::uint8_t> found(bytes);
        file.read(reinterpret_cast<char *>(found.data()), static_cast<std::streamsize>(bytes));
        return found;
    }

    ServedRecorder served;
};

std::string faultsFile(const Folder &folder, const std::string &entries) {
    const auto path = folder.path() / "faults";
    std::ofstream(path) << R"({"faults": [)" << entries << "]}";
    return "faults=" + path.string();
}

}  // namespace

TEST(theDriveIsTheOneThatItIs) {
    const Bridged bridged("medium=dvd%2Br");
    const auto recorder = Bridged::open();
    EXPECT_EQ(recorder->device(), std::string("cdio:/dev/sr0"));
    EXPECT_EQ(recorder->vendorId(), std::string("BURNISH"));
    const auto medium = inspectMedium(recorder->drive());
    EXPECT_OK(medium);
    const auto direct = bridged.served.open();
    EXPECT_EQ(recorder->productId(), direct->productId());
    EXPECT_EQ(medium->freeSectors, inspectMedium(direct->drive())->freeSectors);
    EXPECT(*recorder->supportedProfiles(false) == *direct->supportedProfiles(false));
}

TEST(dataAreBurnedAndProven) {
    for (const char *kind : {"cd-r-80", "dvd%2Br"}) {
        Bridged bridged(std::string("medium=") + kind);
        {
            const auto recorder = Bridged::open();
            const auto format = dataFormat(recorder);
            change(*format, [](DataSettings &s) { s.verification = VerificationLevel::Full; });
            PatternStream stream(1000 * Sector);
            const auto outcome = write(*format, stream);
            EXPECT_EQ(outcome.status, status::S_OK);
            EXPECT(outcome.report->verified);
            EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
        }
        bridged.served.end(SIGTERM);
        EXPECT(bridged.exported("disc.iso", 0, 1000 * Sector) == PatternStream::bytes(1000 * Sector));
    }
}

TEST(anAlbumIsBurned) {
    Bridged bridged;
    {
        Session session(Bridged::open(), [](TaoSettings &s) { s.verification = VerificationLevel::Full; });
        EXPECT_EQ(session.prepare(), status::S_OK);
        EXPECT_EQ(session.addSectors(1, 400), status::S_OK);
        EXPECT_EQ(session.addSectors(2, 321), status::S_OK);
        EXPECT_EQ(session.release(), status::S_OK);
        EXPECT(session.report().verified);
        session.expectReleased();
    }
    bridged.served.end(SIGTERM);
    EXPECT(bridged.exported("disc.bin", 0, 400 * AudioSector) == Samples::bytes(1, 400 * AudioSector));
    EXPECT(bridged.exported("disc.bin", (400 + Pause) * AudioSector, 321 * AudioSector) ==
           Samples::bytes(2, 321 * AudioSector));
}

TEST(whatTheDriveRefusesIsToldInItsWords) {
    const Bridged bridged("empty=1");
    const auto recorder = Bridged::open();
    const auto ready = recorder->drive().testUnitReady();
    EXPECT_STATUS(ready, status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT(ready.error().sense && ready.error().sense->asc == 0x3A);
}

TEST(oneAtATimeHoldsIt) {
    const Bridged bridged;
    const auto first = bridged.served.open();
    EXPECT_OK(first->acquireExclusiveAccess(false, "the first"));
    const auto second = Bridged::open();
    EXPECT_STATUS(second->acquireExclusiveAccess(false, "the second"), status::E_RECORDER_LOCKED);
    EXPECT_OK(first->releaseExclusiveAccess());
    EXPECT_OK(second->acquireExclusiveAccess(false, "the second"));
    EXPECT_STATUS(first->acquireExclusiveAccess(false, "the first"), status::E_RECORDER_LOCKED);
}

TEST(anAnswerThatNeverCameIsNone) {
    const Folder folder;
    const Bridged bridged(faultsFile(folder, R"({"command": "READ DISC INFORMATION", "effect": "never"})"));
    const auto recorder = Bridged::open();
    EXPECT_STATUS(recorder->drive().discInformation(), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_OK(recorder->drive().discInformation());
}

// Linux says that it succeeded. Whichever it is, what the drive says next or the disc in the end gives it away.
TEST(aBurnThatMissesACommandIsNoSuccess) {
    constexpr Status Refused = status::E_UNEXPECTED_RESPONSE_FROM_DEVICE;
    constexpr Status OtherDisc = status::E_BURN_VERIFICATION_FAILED;
    const std::vector<std::tuple<std::string, std::string, int, Status>> lost{
        {"cd-r-80", "MODE SELECT(10)", 1, Refused},
        {"cd-r-80", "WRITE(10)", 1, Refused},
        {"cd-r-80", "WRITE(10)", 16, Refused},
        {"cd-r-80", "CLOSE TRACK SESSION", 1, OtherDisc},
        {"dvd%2Br", "WRITE(10)", 1, Refused},
        {"dvd%2Br", "WRITE(10)", 5, Refused},
        {"dvd%2Br", "WRITE(10)", 16, OtherDisc},  // the last one
        {"dvd%2Br", "CLOSE TRACK SESSION", 1, status::E_SESSION_FIXATION},
        {"dvd%2Br", "CLOSE TRACK SESSION", 2, OtherDisc},
    };
    for (const auto &[medium, command, place, expected] : lost) {
        const Folder folder;
        const std::string fault = R"({"command": ")" + command + R"(", "effect": "never", "nth": )";
        const Bridged bridged("medium=" + medium + "&" + faultsFile(folder, fault + std::to_string(place) + "}"));
        const auto format = dataFormat(Bridged::open());
        PatternStream stream(256 * Sector);
        const auto outcome = write(*format, stream);
        EXPECT_EQ(outcome.status, expected);
        EXPECT(!outcome.report->verified);
    }
}

TEST(aDriveThatGoesInMidBurnEndsIt) {
    Bridged bridged;
    const auto recorder = Bridged::open();
    const auto format = dataFormat(recorder);
    change(*format, [](DataSettings &s) { s.fifoBytes = 128 * 1024; });
    PatternStream stream(4096 * Sector);
    int reads = 0;
    stream.onRead = [&] {
        if (++reads == 60) {
            bridged.served.end(SIGKILL);
        }
    };
    EXPECT_EQ(write(*format, stream).status, status::E_DEV_NOT_EXIST);
}

TEST(nodesThatAreNoRecorders) {
    EXPECT_STATUS(openCdio("cdio:/dev/null", CdioDevice{"/dev/null"}), status::E_NOT_A_RECORDER);
    EXPECT_STATUS(openCdio("cdio:/dev/no-such", CdioDevice{"/dev/no-such"}), status::E_DEV_NOT_EXIST);
}
