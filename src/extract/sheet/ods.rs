//! stub
use super::{archive::Archive, cells::Sheet, fault::ReadFault, limits::Ledger};
pub(super) fn read(
    _: &mut Archive,
    _: &mut Ledger,
    _: &mut Vec<String>,
) -> Result<Vec<Sheet>, ReadFault> {
    Err(ReadFault::OtherKind("ods"))
}
