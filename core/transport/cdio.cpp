// SPDX-License-Identifier: LGPL-2.1-or-later
// CdioLibrary as it is. Nothing of libcdio's own command helpers is used: some shorten allocation lengths.
#include "transport/cdio.hpp"

#include "transport/cdio_system.hpp"
#include "transport/linux_sg.hpp"

#include <cdio/cdio.h>
#include <cdio/mmc.h>

#include <algorithm>

namespace burnish {

namespace {

cdio_mmc_direction_t directionOf(mmc::Direction direction, bool hasData) {
    if (!hasData || direction == mmc::Direction::None) {
        return SCSI_MMC_DATA_NONE;
    }
    return direction == mmc::Direction::ToDevice ? SCSI_MMC_DATA_WRITE : SCSI_MMC_DATA_READ;
}

CdIo_t *cdioOf(CdioLibrary::Handle handle) {
    return static_cast<CdIo_t *>(handle);
}

// Has no state.
class RealCdio final : public CdioLibrary {
public:
    [[nodiscard]] Handle open(const std::string &path, const char *accessMode) override {
        return cdio_open_am(path.c_str(), DRIVER_DEVICE, accessMode);
    }

    void close(Handle handle) override { cdio_destroy(cdioOf(handle)); }

    [[nodiscard]] Outcome run(Handle handle, unsigned timeout, const mmc::Command &command,
                              std::span<std::uint8_t> data) override {
        mmc_cdb_t cdb{};
        std::copy_n(command.cdb.begin(), std::min(sizeof cdb.field, command.cdb.size()), cdb.field);
        const auto code = mmc_run_cmd_len(cdioOf(handle), timeout, &cdb, sizeof cdb.field,
                                          directionOf(command.direction, !data.empty()),
                                          static_cast<unsigned>(data.size()), data.data());
        switch (code) {
            case DRIVER_OP_SUCCESS:
                return Outcome::Success;
            case DRIVER_OP_NOT_PERMITTED:
                return Outcome::NotPermitted;
            case DRIVER_OP_BAD_PARAMETER:
                return Outcome::BadParameter;
            default:
                return Outcome::Failed;
        }
    }

    [[nodiscard]] std::vector<std::uint8_t> lastSense(Handle handle) override {
        cdio_mmc_request_sense_t *sense = nullptr;
        const int length = mmc_last_cmd_sense(cdioOf(handle), &sense);
        const auto *bytes = reinterpret_cast<const std::uint8_t *>(sense);
        std::vector<std::uint8_t> copy;
        if (length > 0 && bytes != nullptr) {
            copy.assign(bytes, bytes + length);
        }
        cdio_free(sense);
        return copy;
    }
};

CdioLibrary &realCdio() {
    static RealCdio library;
    return library;
}

}  // namespace

Result<std::unique_ptr<Transport>> openCdio(const std::string &device, const CdioDevice &target) {
    return LinuxSg::open(device, target.path, std::make_unique<CdioSystem>(systemSg(), realCdio()));
}

}  // namespace burnish
