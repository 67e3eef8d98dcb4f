// SPDX-License-Identifier: LGPL-2.1-or-later
// Sectors: where their fields lie, how they are filled in, and what is found wrong with them.
#include "cd/sector.hpp"

#include "base/msf.hpp"
#include "cd/edc.hpp"
#include "cd/parity.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace burnish::cd {

namespace {

// Offsets in a sector.
constexpr std::size_t HeaderAt = 12, ModeAt = 15, DataAt = 16, SubmodeAt = 18, SubHeaderBytes = 8;
constexpr std::size_t Mode1EdcAt = 2064, Form1EdcAt = 2072, ParityAt = 2076, Form2EdcAt = 2348;
constexpr std::uint8_t Form2Bit = 0x20, DataBit = 0x08;

constexpr std::array<std::uint8_t, HeaderAt> Sync = {0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                                     0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00};

using Edc = std::array<std::uint8_t, 4>;

Edc edcBytes(std::span<const std::uint8_t> bytes) {
    const std::uint32_t edc = edcOf(bytes);
    return {static_cast<std::uint8_t>(edc), static_cast<std::uint8_t>(edc >> 8), static_cast<std::uint8_t>(edc >> 16),
            static_cast<std::uint8_t>(edc >> 24)};
}

void putEdc(Sector sector, std::size_t from, std::size_t at) {
    const Edc edc = edcBytes(sector.subspan(from, at - from));
    std::copy(edc.begin(), edc.end(), sector.begin() + static_cast<std::ptrdiff_t>(at));
}

bool edcHolds(SectorView sector, std::size_t from, std::size_t at) {
    const Edc edc = edcBytes(sector.subspan(from, at - from));
    return std::equal(edc.begin(), edc.end(), sector.begin() + static_cast<std::ptrdiff_t>(at));
}

void putHeader(Sector sector, std::int32_t lba, int mode) {
    std::copy(Sync.begin(), Sync.end(), sector.begin());
    const auto address = bcdMsfOf(lba);
    std::copy(address.begin(), address.end(), sector.begin() + HeaderAt);
    sector[ModeAt] = static_cast<std::uint8_t>(mode);
}

void putParity(Sector sector) {
    parityOf(sector.subspan<HeaderAt, ProtectedBytes>(), sector.subspan<ParityAt, ParityBytes>());
}

// Form 1 counts the header as zero, so that a sector may be moved without new parity.
void putParityOfForm1(Sector sector) {
    std::array<std::uint8_t, 4> header{};
    std::copy_n(sector.begin() + HeaderAt, header.size(), header.begin());
    std::fill_n(sector.begin() + HeaderAt, header.size(), std::uint8_t{0});
    putParity(sector);
    std::copy(header.begin(), header.end(), sector.begin() + HeaderAt);
}

void finishMode1(Sector sector) {
    putEdc(sector, 0, Mode1EdcAt);
    std::fill_n(sector.begin() + Mode1EdcAt + 4, 8, std::uint8_t{0});
    putParity(sector);
}

// The source has user data only: file 0, channel 0, data, no coding information, and all of it twice.
void putSubHeader(Sector sector) {
    std::fill_n(sector.begin() + DataAt, SubHeaderBytes, std::uint8_t{0});
    sector[SubmodeAt] = sector[SubmodeAt + SubHeaderBytes / 2] = DataBit;
}

void finishForm1(Sector sector) {
    putEdc(sector, DataAt, Form1EdcAt);
    putParityOfForm1(sector);
}

std::size_t dataOffset(SectorType type) {
    return type == SectorType::Mode2Form1 ? DataAt + SubHeaderBytes : DataAt;
}

std::string addressText(std::span<const std::uint8_t, 3> bcd) {
    std::array<char, 9> text{};
    std::snprintf(text.data(), text.size(), "%02X:%02X:%02X", bcd[0], bcd[1], bcd[2]);
    return text.data();
}

// Collects what is wrong, in words too.
class FaultList {
public:
    void add(bool SectorFaults::*what, const std::string &words) {
        faults_.*what = true;
        faults_.text += (faults_.text.empty() ? "" : "; ") + words;
    }
    void addUnless(bool holds, bool SectorFaults::*what, const char *words) {
        if (!holds) {
            add(what, words);
        }
    }
    [[nodiscard]] const SectorFaults &faults() const { return faults_; }

private:
    SectorFaults faults_;
};

constexpr const char *EdcFault = "its EDC does not fit its data", *ParityFault = "its parity does not fit its data";

void checkHeader(FaultList &list, SectorView sector, std::int32_t lba, int mode) {
    list.addUnless(std::equal(Sync.begin(), Sync.end(), sector.begin()), &SectorFaults::sync,
                   "it does not begin with a sync pattern");
    const auto address = sector.subspan<HeaderAt, 3>();
    const auto expected = bcdMsfOf(lba);
    if (!std::equal(expected.begin(), expected.end(), address.begin())) {
        list.add(&SectorFaults::address,
                 "its address is " + addressText(address) + " where " + addressText(expected) + " belongs");
    }
    if (sector[ModeAt] != mode) {
        list.add(&SectorFaults::mode,
                 "its mode is " + std::to_string(sector[ModeAt]) + " where " + std::to_string(mode) + " belongs");
    }
}

bool isParity(std::span<const std::uint8_t, ProtectedBytes> bytes, SectorView sector) {
    std::array<std::uint8_t, ParityBytes> parity;
    parityOf(bytes, parity);
    return std::equal(parity.begin(), parity.end(), sector.begin() + ParityAt);
}

bool parityOfForm1Holds(SectorView sector) {
    std::array<std::uint8_t, ProtectedBytes> bytes{};
    std::copy(sector.begin() + DataAt, sector.begin() + ParityAt, bytes.begin() + (DataAt - HeaderAt));
    return isParity(bytes, sector);
}

bool isZero(std::span<const std::uint8_t> bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

void checkMode1(FaultList &list, SectorView sector) {
    list.addUnless(edcHolds(sector, 0, Mode1EdcAt), &SectorFaults::edc, EdcFault);
    list.addUnless(isParity(sector.subspan<HeaderAt, ProtectedBytes>(), sector), &SectorFaults::parity, ParityFault);
}

// The EDC of form 2 is optional: zero where there is none.
void checkXa(FaultList &list, SectorView sector) {
    list.addUnless(std::equal(sector.begin() + DataAt, sector.begin() + DataAt + SubHeaderBytes / 2,
                              sector.begin() + DataAt + SubHeaderBytes / 2),
                   &SectorFaults::edc, "the two copies of its sub-header differ");
    if (sector[SubmodeAt] & Form2Bit) {
        list.addUnless(isZero(sector.subspan(Form2EdcAt)) || edcHolds(sector, DataAt, Form2EdcAt), &SectorFaults::edc,
                       EdcFault);
        return;
    }
    list.addUnless(edcHolds(sector, DataAt, Form1EdcAt), &SectorFaults::edc, EdcFault);
    list.addUnless(parityOfForm1Holds(sector), &SectorFaults::parity, ParityFault);
}

}  // namespace

SectorType unscrambledType(SectorType type) {
    switch (type) {
        case SectorType::Mode1Raw:
            return SectorType::Mode1;
        case SectorType::Mode2FormlessRaw:
            return SectorType::Mode2Formless;
        case SectorType::Mode2Form1Raw:
            return SectorType::Mode2Form1;
        case SectorType::Mode2Form2Raw:
            return SectorType::Mode2Form2;
        default:
            return type;
    }
}

std::size_t sourceBytes(SectorType type) {
    switch (type) {
        case SectorType::Mode1:
        case SectorType::Mode2Form1:
            return 2048;
        case SectorType::ModeZero:
        case SectorType::Mode2Formless:
        case SectorType::Mode2Form2:
            return 2336;
        default:
            return SectorBytes;
    }
}

bool isAudio(SectorType type) {
    return type == SectorType::Audio;
}

bool isRaw(SectorType type) {
    return unscrambledType(type) != type;
}

int modeOf(SectorType type) {
    switch (unscrambledType(type)) {
        case SectorType::Audio:
            return 0;
        case SectorType::ModeZero:
            return -1;
        case SectorType::Mode1:
            return 1;
        default:
            return 2;
    }
}

// Mode 0 and form 2 take the source's 2336 bytes as they are: it brings its sub-header, and an EDC or zeros. Form 1
// has user data only and gets a sub-header that says so: file 0, channel 0, submode 08h (data), coding 00h.
void encodeSector(SectorType type, std::int32_t lba, std::span<const std::uint8_t> source, Sector target) {
    if (isAudio(type) || isRaw(type)) {
        std::copy_n(source.begin(), SectorBytes, target.begin());
        return;
    }
    putHeader(target, lba, std::max(modeOf(type), 0));
    std::copy_n(source.begin(), sourceBytes(type), target.begin() + static_cast<std::ptrdiff_t>(dataOffset(type)));
    if (type == SectorType::Mode1) {
        finishMode1(target);
    } else if (type == SectorType::Mode2Form1) {
        putSubHeader(target);
        finishForm1(target);
    }
    scramble(target);
}

// Audio has nothing to be checked.
SectorFaults checkSector(SectorView sector, std::int32_t lba, SectorType expected) {
    FaultList list;
    const SectorType type = unscrambledType(expected);
    if (isAudio(type)) {
        return list.faults();
    }
    checkHeader(list, sector, lba, std::max(modeOf(type), 0));
    if (type == SectorType::Mode1) {
        checkMode1(list, sector);
    } else if (type == SectorType::ModeZero) {
        list.addUnless(isZero(sector.subspan(DataAt)), &SectorFaults::edc,
                       "its bytes are not zero, as mode 0 has them");
    } else if (type != SectorType::Mode2Formless) {
        checkXa(list, sector);
    }
    return list.faults();
}

}  // namespace burnish::cd
