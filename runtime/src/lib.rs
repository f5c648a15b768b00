//! What generated Azure Resource Manager clients stand on.
