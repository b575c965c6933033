"""From raw figures of industrial promotion (khuyến công) to an official Vietnamese report."""
