//! The list of authorities: English ones from the files with their figures, Welsh ones from the lookup of districts.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::{Authority, Nation, ReferenceFinding, Region};

#[derive(Debug, Clone)]
struct Known {
    named_in: u16,
    name: String,
    gss_code: String,
    region: Option<Region>,
    last_existed: u16,
}

/// What the files call each authority, newest year first, and when it last had figures.
#[derive(Debug, Default)]
pub(super) struct AuthorityNames(BTreeMap<u16, Known>);

impl AuthorityNames {
    pub fn note(
        &mut self,
        number: u16,
        year: u16,
        name: &str,
        gss_code: &str,
        region: Option<Region>,
    ) {
        match self.0.get_mut(&number) {
            Some(known) if year > known.named_in => {
                known.named_in = year;
                name.clone_into(&mut known.name);
                gss_code.clone_into(&mut known.gss_code);
                known.region = region.or(known.region);
            }
            Some(known) => known.region = known.region.or(region),
            None => {
                let known = Known {
                    named_in: year,
                    name: name.to_owned(),
                    gss_code: gss_code.to_owned(),
                    region,
                    last_existed: 0,
                };
                self.0.insert(number, known);
            }
        }
    }

    pub fn note_existence(&mut self, number: u16, year: u16, has_figures: bool) {
        if let Some(known) = self.0.get_mut(&number).filter(|_| has_figures) {
            known.last_existed = known.last_existed.max(year);
        }
    }

    pub fn merge(&mut self, other: Self) {
        for (number, known) in other.0 {
            self.note(
                number,
                known.named_in,
                &known.name,
                &known.gss_code,
                known.region,
            );
            self.note_existence(number, known.last_existed, true);
        }
    }

    /// English authorities by number. Current are those with figures in the newest year that any has.
    pub fn into_authorities(self) -> Vec<Authority> {
        let newest = self
            .0
            .values()
            .map(|known| known.last_existed)
            .max()
            .unwrap_or_default();
        let authority = |(number, known): (u16, Known)| Authority {
            code: number.to_string(),
            number: Some(number),
            gss_code: known.gss_code,
            name: known.name,
            name_welsh: None,
            region: known.region,
            nation: Nation::England,
            is_current: known.last_existed == newest,
        };
        self.0.into_iter().map(authority).collect()
    }
}

/// The Welsh authorities of the lookup of districts to upper tier (Office for National Statistics).
pub(super) fn welsh_authorities(
    file: &str,
    bytes: &[u8],
    findings: &mut Vec<ReferenceFinding>,
) -> Vec<Authority> {
    let mut authorities = Vec::new();
    let sheet = match Sheet::open(file, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(finding);
            return authorities;
        }
    };
    sheet.read_rows(findings, |row| {
        let code = row.cell("UTLA23CD");
        if code.is_empty() || row.cell("UTLA23NM").is_empty() {
            return Err("The code or the name of the authority is missing.".to_owned());
        }
        if code.starts_with('W') {
            authorities.push(Authority {
                code: code.to_owned(),
                number: None,
                gss_code: code.to_owned(),
                name: row.cell("UTLA23NM").to_owned(),
                name_welsh: Some(row.cell("UTLA23NMW").to_owned()).filter(|name| !name.is_empty()),
                region: None,
                nation: Nation::Wales,
                is_current: true,
            });
        }
        Ok(())
    });
    authorities.sort_by(|a, b| a.code.cmp(&b.code));
    authorities.dedup_by(|a, b| a.code == b.code);
    authorities
}
