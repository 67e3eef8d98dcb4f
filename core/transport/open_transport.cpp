// SPDX-License-Identifier: LGPL-2.1-or-later
// From a device string to the transport that it names.
#include "transport/cdio.hpp"
#include "transport/device_string.hpp"
#include "transport/linux_sg.hpp"
#include "transport/replay.hpp"
#include "transport/transport.hpp"
#include "transport/virtual.hpp"
#include "transport/virtual_unix.hpp"

namespace burnish {

namespace {

Result<std::unique_ptr<Transport>> openThroughCdio(const std::string &device, const CdioDevice &target) {
#ifdef BURNISH_CDIO
    return openCdio(device, target);
#else
    return Error(status::E_NOTIMPL,
                 "This build has no drives through libcdio (cdio:); name the node itself: " + target.path + ".",
                 device);
#endif
}

}  // namespace

Result<std::unique_ptr<Transport>> openTransport(const std::string &device) {
    TRY_ASSIGN(const DeviceString parsed, parseDeviceString(device));
    if (const auto *node = std::get_if<NodeDevice>(&parsed.target)) {
        return LinuxSg::open(node->path, systemSg());
    }
    if (const auto *replay = std::get_if<ReplayDevice>(&parsed.target)) {
        return openReplay(parsed.device, *replay);
    }
    if (const auto *served = std::get_if<UnixDevice>(&parsed.target)) {
        return openVirtualUnix(parsed.device, *served);
    }
    if (const auto *cdio = std::get_if<CdioDevice>(&parsed.target)) {
        return openThroughCdio(parsed.device, *cdio);
    }
    return openVirtual(parsed.device, std::get<VirtualDevice>(parsed.target));
}

}  // namespace burnish
