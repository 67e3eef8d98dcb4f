// SPDX-License-Identifier: LGPL-2.1-or-later
// The engine's CD encodings as a filter, for comparison with what other programs send.
#include "cd/q_channel.hpp"
#include "cd/sector.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

using namespace burnish::cd;

namespace {

// User data in, sectors as a drive gets them out.
int encodeSectors(SectorType type, std::int32_t lba) {
    std::vector<std::uint8_t> source(sourceBytes(type)), sector(SectorBytes);
    for (; std::fread(source.data(), source.size(), 1, stdin) == 1; ++lba) {
        encodeSector(type, lba, source, Sector(sector.data(), SectorBytes));
        std::fwrite(sector.data(), sector.size(), 1, stdout);
    }
    return 0;
}

// Sectors as a drive gets them in, unscrambled ones out. 1 where one of them does not hold.
int checkSectors(SectorType type, std::int32_t lba) {
    std::vector<std::uint8_t> bytes(SectorBytes);
    const Sector sector(bytes.data(), SectorBytes);
    int result = 0;
    for (; std::fread(bytes.data(), bytes.size(), 1, stdin) == 1; ++lba) {
        scramble(sector);
        if (const SectorFaults faults = checkSector(sector, lba, type); faults.any()) {
            std::fprintf(stderr, "%d: %s\n", lba, faults.text.c_str());
            result = 1;
        }
        std::fwrite(bytes.data(), bytes.size(), 1, stdout);
    }
    return result;
}

struct Teller {
    const QFrame &frame;

    void operator()(const QUnknown &) const { std::puts("unknown"); }
    void operator()(const QPosition &q) const {
        std::printf("position %d %d %d %d %d", q.control, q.track, q.index, q.relative, q.lba);
        tellWhetherSame(encodeQ(q));
    }
    void operator()(const QTocEntry &q) const {
        std::printf("toc %d %d %d %d %d %d", q.control, q.point, q.pMinute, q.pSecond, q.pFrame, q.lba);
        tellWhetherSame(encodeQ(q));
    }
    void operator()(const QCatalogNumber &q) const {
        std::printf("catalog %d %s %d", q.control, q.number.c_str(), q.frame);
        tellWhetherSame(encodeQ(q));
    }
    void operator()(const QIsrc &q) const {
        std::printf("isrc %d %s %d", q.control, q.isrc.c_str(), q.frame);
        tellWhetherSame(encodeQ(q));
    }
    void tellWhetherSame(const QFrame &again) const { std::puts(again == frame ? "" : " encoded differently"); }
};

// Frames in, each after a byte that tells whether it lies in the lead-in; what they say out, one a line.
int decodeFrames() {
    std::uint8_t inLeadIn = 0;
    QFrame frame;
    while (std::fread(&inLeadIn, 1, 1, stdin) == 1 && std::fread(frame.data(), frame.size(), 1, stdin) == 1) {
        std::visit(Teller{frame}, decodeQ(frame, inLeadIn != 0));
    }
    return 0;
}

}  // namespace

int main(int argc, char **argv) {
    if (argc == 4 && std::strcmp(argv[1], "sectors") == 0) {
        return encodeSectors(static_cast<SectorType>(std::atoi(argv[2])), std::atoi(argv[3]));
    }
    if (argc == 4 && std::strcmp(argv[1], "check") == 0) {
        return checkSectors(static_cast<SectorType>(std::atoi(argv[2])), std::atoi(argv[3]));
    }
    if (argc == 2 && std::strcmp(argv[1], "q") == 0) {
        return decodeFrames();
    }
    std::fputs("Usage: peers-encode sectors TYPE LBA | check TYPE LBA | q\n", stderr);
    return 2;
}
