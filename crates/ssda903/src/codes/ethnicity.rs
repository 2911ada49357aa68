//! ETHNIC: the ethnic group of a child in Header (rule 103).

use super::code_set;

code_set! {
    /// The child's or young person's ethnic group.
    Ethnicity, "ETHNIC" {
        WhiteBritish = "WBRI", "White British";
        WhiteIrish = "WIRI", "White Irish";
        OtherWhite = "WOTH", "Any other White background";
        IrishTraveller = "WIRT", "Traveller of Irish heritage";
        GypsyRoma = "WROM", "Gypsy or Roma";
        WhiteAndBlackCaribbean = "MWBC", "White and Black Caribbean";
        WhiteAndBlackAfrican = "MWBA", "White and Black African";
        WhiteAndAsian = "MWAS", "White and Asian";
        OtherMixed = "MOTH", "Any other mixed background";
        Indian = "AIND", "Indian";
        Pakistani = "APKN", "Pakistani";
        Bangladeshi = "ABAN", "Bangladeshi";
        OtherAsian = "AOTH", "Any other Asian background";
        Caribbean = "BCRB", "Caribbean";
        African = "BAFR", "African";
        OtherBlack = "BOTH", "Any other Black background";
        Chinese = "CHNE", "Chinese";
        Other = "OOTH", "Any other ethnic group";
        Refused = "REFU", "Refused";
        NotObtained = "NOBT", "Information not yet obtained";
    }
}
