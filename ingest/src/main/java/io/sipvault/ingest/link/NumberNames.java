package io.sipvault.ingest.link;

import java.util.HexFormat;

/** Names of the numbers that captures of voice networks hold beside IP. */
final class NumberNames {
    private NumberNames() {}

    static String describe(String layer, int number) {
        String name = switch (layer) {
            case "EtherType" -> etherType(number);
            case "IP protocol" -> ipProtocol(number);
            case "link type" -> linkType(number);
            default -> "";
        };
        String text = layer + " "
                + (layer.equals("EtherType") || layer.equals("PPP protocol")
                        ? "0x" + HexFormat.of().toHexDigits((short) number)
                        : number);
        return name.isEmpty() ? text : text + " (" + name + ")";
    }

    private static String etherType(int number) {
        return switch (number) {
            case 0x0806 -> "ARP";
            case 0x8035 -> "RARP";
            case 0x8809 -> "slow protocols, LACP";
            case 0x8847, 0x8848 -> "MPLS";
            case 0x8863 -> "PPPoE discovery";
            case 0x887b -> "HomePlug";
            case 0x888e -> "EAPOL";
            case 0x88cc -> "LLDP";
            case 0x88e5 -> "MACsec, encrypted";
            case 0x88f7 -> "PTP";
            case 0x8902 -> "CFM";
            case 0x9000 -> "Ethernet loopback";
            case 0 -> "LLC, no EtherType";
            default -> "";
        };
    }

    private static String ipProtocol(int number) {
        return switch (number) {
            case 2 -> "IGMP";
            case 50 -> "ESP, encrypted";
            case 59 -> "no next header";
            case 88 -> "EIGRP";
            case 89 -> "OSPF";
            case 103 -> "PIM";
            case 112 -> "VRRP";
            case 115 -> "L2TPv3";
            case 136 -> "UDP-Lite";
            default -> "";
        };
    }

    private static String linkType(int number) {
        return switch (number) {
            case 9, 50, 51 -> "PPP";
            case 105, 127 -> "802.11";
            case 113 -> "Linux cooked";
            case 187, 201 -> "Bluetooth";
            case 189, 220 -> "USB";
            case 195, 230 -> "802.15.4";
            case 252 -> "Wireshark upper PDU";
            default -> number >= 147 && number <= 162 ? "USER" + (number - 147) : "";
        };
    }
}
